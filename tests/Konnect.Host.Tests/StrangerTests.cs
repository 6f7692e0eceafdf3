using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Host.Tests;

/// <summary>
/// A client that nobody here wrote, in another language: two public JavaScript libraries, one that understands metadata and one that asks, read whatever
/// the feed of the whole product says that it has.
/// </summary>
public sealed class StrangerTests : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-stranger-");
    private KonnectHost host = null!;

    public async Task InitializeAsync()
    {
        host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(host);
        await Office.SettledAsync(host);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [NodeFact]
    public async Task A_stranger_reads_the_whole_feed()
    {
        using var office = await Office.SignInAsync(host);
        var found = await ReadAsync(await office.MakeTokenAsync("Stranger"));
        found.GetProperty("version").GetString().ShouldBe("4.0");
        var sets = host.Services.GetServices<IReportingSet>().Where(s => s.Readers.Contains(ApiScopeKind.Bi)).ToDictionary(s => s.Name);
        found.GetProperty("listed").EnumerateArray().Select(n => n.GetString()!).ShouldBe(sets.Keys.Order(StringComparer.Ordinal));
        found.GetProperty("refusal").GetString().ShouldBe("Resource not found for the segment 'Nothing'.");
        var filled = 0;
        foreach (var seen in found.GetProperty("sets").EnumerateObject())
        {
            seen.Value.GetProperty("keys").EnumerateArray().Select(k => k.GetString()!).ShouldBe(sets[seen.Name].Key);
            var rows = seen.Value.GetProperty("rows").EnumerateArray().ToList();
            seen.Value.GetProperty("count").GetInt32().ShouldBe(rows.Count, seen.Name);
            if (rows.Count == 0)
                continue;
            filled++;
            string KeyOf(JsonElement row) => string.Join('|', sets[seen.Name].Key.Select(k => row.GetProperty(k).ToString()));
            rows.ShouldAllBe(row => row.EnumerateObject().Count() == seen.Value.GetProperty("columns").GetInt32());
            seen.Value.GetProperty("paged").EnumerateArray().Select(KeyOf).Order().ShouldBe(rows.Select(KeyOf).Order(), seen.Name);
            var by = seen.Value.GetProperty("by").GetString()!;
            var alike = rows.Count(row => row.GetProperty(by).GetString() == rows[0].GetProperty(by).GetString());
            seen.Value.GetProperty("alike").EnumerateArray().Select(row => row.ToString()).ShouldBe(Enumerable.Repeat($"{{\"{by}\":\"{rows[0].GetProperty(by)}\"}}", alike));
            seen.Value.GetProperty("alikeCount").GetInt32().ShouldBe(alike);
            if (sets[seen.Name].Key.Count == 1)
                seen.Value.GetProperty("byKey").ToString().ShouldBe(rows[0].ToString());
        }

        filled.ShouldBeGreaterThan(4);
    }

    private async Task<JsonElement> ReadAsync(string token)
    {
        foreach (var file in (string[])["package.json", "package-lock.json", "stranger.js"])
            File.Copy(Path.Combine(Source(), "Stranger", file), Path.Combine(directory.FullName, file));
        await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        return JsonDocument.Parse(await RunAsync("node", "stranger.js", $"{host.Address}odata/v1/", token)).RootElement;
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory.FullName, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        run.ExitCode.ShouldBe(0, $"{program} {arguments[0]}: {await errors}");
        return await output;
    }

    private static string Source([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

/// <summary>A test that needs Node.js and npm; skipped, visibly, where they are not on the path.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = OnPath("node") && OnPath("npm") ? null : "No node and npm on PATH";

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}

using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Corrections;
using Konnect.Modules.Attendance.Inspection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Inspection;

public sealed class MakePackageTests
{
    [Fact]
    public async Task It_holds_the_report_the_tables_and_sums_that_are_right()
    {
        await using var it = await OnInspection.CreateAsync();
        var (made, path) = await it.PackAsync(OnInspection.Week);
        made.FileName.ShouldBe("konnect-inspectie-L1-2026-11-17-2026-11-19-2026-11-20T1000.zip");
        var files = Read(path);
        files.Keys.ShouldBe(["LEESMIJ.txt", "rapport.html", "inspectie.xlsx", "dagen.csv", "segmenten.csv", "personeel.csv", "kinderen.csv", "correcties.csv", "SHA256SUMS"]);
        var sums = Encoding.UTF8.GetString(files["SHA256SUMS"]);
        sums.ShouldBe(string.Concat(files.Where(f => f.Key != "SHA256SUMS").Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(f.Value))}  {f.Key}\n")));
        var kept = await it.QueryAsync(db => db.Packages.SingleAsync());
        (kept.Id, kept.MadeBy, kept.LocationCode, kept.Sums, kept.SumsHash).ShouldBe((made.Id, "Test", "L1", sums, Convert.ToHexStringLower(SHA256.HashData(files["SHA256SUMS"]))));
        Text(files, "dagen.csv").Split("\r\n").Length.ShouldBe(5);
        Text(files, "segmenten.csv").ShouldContain("2026-11-18,L1-A,Vlinders,08:00,10:30,150,1,1,");
        Text(files, "rapport.html").ShouldContain("1 van 3 dagen met een overtreding");
        Text(files, "rapport.html").ShouldContain("telt niet mee", Case.Insensitive);
    }

    [Fact]
    public async Task Sums_are_read_by_the_ordinary_program()
    {
        if (!File.Exists("/usr/bin/sha256sum"))
            return;
        await using var it = await OnInspection.CreateAsync();
        var (_, path) = await it.PackAsync(OnInspection.Week);
        var folder = Path.ChangeExtension(path, null);
        ZipFile.ExtractToDirectory(path, folder);
        using var check = Process.Start(new ProcessStartInfo("/usr/bin/sha256sum", "-c --strict --quiet SHA256SUMS") { WorkingDirectory = folder })!;
        await check.WaitForExitAsync();
        check.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task No_name_is_a_formula_or_a_script_and_no_child_has_one()
    {
        await using var it = await OnInspection.CreateAsync();
        var (_, path) = await it.PackAsync(OnInspection.Week);
        var files = Read(path);
        Text(files, "personeel.csv").ShouldContain(",'=cmd <script>");
        Text(files, "rapport.html").ShouldContain("=cmd &lt;script&gt;");
        Text(files, "rapport.html").ShouldNotContain("<script");
        using var book = new ZipArchive(new MemoryStream(files["inspectie.xlsx"]));
        book.Entries.Where(e => e.FullName.Contains("worksheets/", StringComparison.Ordinal)).Count().ShouldBe(5);
        foreach (var entry in book.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            (await reader.ReadToEndAsync()).ShouldNotContain("<f>");
        }

        Text(files, "kinderen.csv").ShouldContain(",K1,");
        var names = await it.Host.InScopeAsync(async services => (await ((Children.Contracts.IChildDirectory)services.GetService(typeof(Children.Contracts.IChildDirectory))!).GetAsync([it.Child("K1")], default)).Values.Single().FullName);
        files.Values.ShouldAllBe(bytes => !Encoding.UTF8.GetString(bytes).Contains(names, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Corrections_stand_in_it_also_of_what_was_taken_back()
    {
        await using var it = await OnInspection.CreateAsync();
        var presence = await it.QueryAsync(db => db.ChildPresences.SingleAsync(p => p.Date == OnInspection.Wednesday && p.LocationCode == "L1"));
        (await it.SendAsync(new CorrectPresence.Command { Id = presence.Id, GroupCode = "L1-A", ArrivedAt = new LocalTime(8, 15), DepartedAt = new LocalTime(10, 30), Reason = "=verkeerd getikt" })).IsSuccess.ShouldBeTrue();
        await it.Host.DrainAsync();
        var (_, path) = await it.PackAsync(OnInspection.Week with { Days = [OnInspection.Wednesday] });
        var files = Read(path);
        Text(files, "correcties.csv").ShouldContain("2026-11-18,L1-A,Vlinders,Kind K1,08:00,10:30,08:15,10:30,false,Test,2026-11-20 10:00:00,'=verkeerd getikt");
        Text(files, "dagen.csv").Split("\r\n").Length.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_days_give_the_same_tables()
    {
        await using var it = await OnInspection.CreateAsync();
        var (first, second) = (Read((await it.PackAsync(OnInspection.Week)).Path), Read((await it.PackAsync(OnInspection.Week)).Path));
        foreach (var name in first.Keys.Where(n => n.EndsWith(".csv", StringComparison.Ordinal)))
            second[name].ShouldBe(first[name]);
    }

    internal static Dictionary<string, byte[]> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var content = e.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    private static string Text(Dictionary<string, byte[]> files, string name) => Encoding.UTF8.GetString(files[name]);
}

/// <summary>Making packages in tests.</summary>
internal static class Packing
{
    public static async Task<(MakePackage.Response Made, string Path)> PackAsync(this AttendanceHost it, InspectionChoice choice, ICurrentUser? user = null)
    {
        var path = Path.Combine(it.Host.DataDirectory, $"{Guid.NewGuid()}.zip");
        return ((await it.SendAsync(new MakePackage.Command(choice, path), user)).Value, path);
    }
}

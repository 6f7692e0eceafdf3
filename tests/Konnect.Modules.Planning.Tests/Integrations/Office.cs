using System.IO.Compression;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Planning.Tests.Integrations;

/// <summary>A served installation with one location and one account for each role.</summary>
internal static class Office
{
    public const string Locations = "code,name,opens,closes\r\nL1,Noord,07:30,18:30\r\n";
    public const string Groups = "code,location_code,name,care_type,age_from,age_to,capacity\r\nL1-A,L1,Vlinders,kdv,0,4,16\r\n";
    public const string Children = "number,first_name,last_name,birth_date\r\nK1,Noor,de Vries,2024-05-01\r\n";

    public static async Task<KonnectHost> ServeAsync()
    {
        var host = await KonnectHost.ServeAsync();
        var path = Path.Combine(host.DataDirectory, "first.zip");
        await File.WriteAllBytesAsync(path, Zip(("locations.csv", Locations), ("groups.csv", Groups)));
        (await host.SendAsync(new ImportExchange.Command(path))).Value.Errors.ShouldBeEmpty();
        await host.InScopeAsync(services => services.GetServices<IDemonstration>().Single(d => d.Order == 2).FillAsync(host.DataDirectory, CancellationToken.None));
        return host;
    }

    public static async Task<Visitor> SignedInAsync(this KonnectHost host, string role = "office")
    {
        var visitor = new Visitor(host);
        await visitor.SignInAsync($"{role}@regenboog.example", "samen-spelen-2026");
        visitor.Address.ShouldNotStartWith("/sign-in");
        return visitor;
    }

    public static byte[] Zip(params (string Name, string Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    public static Task<string[]> LocationNamesAsync(this KonnectHost host) => host.InScopeAsync(async services =>
        (await services.GetRequiredService<ILocationDirectory>().ListAsync(CancellationToken.None)).Select(l => l.Name).Order(StringComparer.Ordinal).ToArray());
}

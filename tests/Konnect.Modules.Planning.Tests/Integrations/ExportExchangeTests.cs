using System.IO.Compression;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class ExportExchangeTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("out")]
    [InlineData("out.zip")]
    public async Task Every_file_of_the_format_that_a_module_owns_is_written(string name)
    {
        var path = Path.Combine(host.DataDirectory, name);

        var export = await host.SendAsync(new ExportExchange.Command(path));
        await host.SendAsync(new ExportExchange.Command(path));

        export.Value.Files.Select(f => f.File).ShouldBe(
        [
            "absences.csv", "attendance.csv", "calendar.csv", "child_guardians.csv", "children.csv", "collector_permits.csv", "contacts.csv", "groups.csv", "guardians.csv",
            "locations.csv", "notes.csv", "placement_days.csv", "placements.csv", "roster.csv", "staff.csv", "staff_attendance.csv", "staff_groups.csv",
        ], ignoreOrder: true);
        if (Directory.Exists(path))
            Directory.EnumerateFiles(path).Count().ShouldBe(17);
        else
            (await ZipFile.OpenReadAsync(path)).Entries.Count.ShouldBe(17);
    }

    [Theory]
    [InlineData("no/such/folder.zip")]
    [InlineData("konnect.db")]
    [InlineData("konnect.db/out")]
    [InlineData("taken.zip")]
    public async Task A_place_that_can_t_be_written_is_refused_and_nothing_is_left_there(string name)
    {
        Directory.CreateDirectory(Path.Combine(host.DataDirectory, "taken.zip"));
        if (!File.Exists(Path.Combine(host.DataDirectory, "konnect.db")))
            await File.WriteAllTextAsync(Path.Combine(host.DataDirectory, "konnect.db"), "");

        var export = await host.SendAsync(new ExportExchange.Command(Path.Combine(host.DataDirectory, name)));

        export.Errors.Single().ShouldSatisfyAllConditions(e => e.Kind.ShouldBe(ErrorKind.Invalid), e => e.Code.ShouldBe("exchange.path-unwritable"));
        Directory.EnumerateFiles(host.DataDirectory, "*.part", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_written()
    {
        var path = Path.Combine(host.DataDirectory, "out");

        var export = await host.SendAsync(new ExportExchange.Command(path), new TestUser("Sanne", AccessScope.Everything, "planning.view"));

        export.Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);
        Directory.Exists(path).ShouldBeFalse();
    }
}

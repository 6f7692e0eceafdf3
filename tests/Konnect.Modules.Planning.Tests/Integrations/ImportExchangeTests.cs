using System.IO.Compression;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class ImportExchangeTests : IAsyncLifetime
{
    private const string Locations = "code,name,opens,closes\r\nL1,Noord,07:30,18:30\r\n";

    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task An_upload_is_previewed_then_imported_then_gone()
    {
        var upload = await UploadAsync(Locations);

        var preview = await host.SendAsync(new ImportExchange.Command(Upload: upload, DryRun: true));
        var locationsAfterPreview = await LocationsAsync();
        var import = await host.SendAsync(new ImportExchange.Command(Upload: upload));
        var again = await host.SendAsync(new ImportExchange.Command(Upload: upload));

        preview.Value.Files.Single().ShouldSatisfyAllConditions(f => f.File.ShouldBe("locations.csv"), f => f.New.ShouldBe(1));
        locationsAfterPreview.ShouldBeEmpty();
        import.Value.IsAccepted.ShouldBeTrue();
        (await LocationsAsync()).ShouldBe(["Noord"]);
        again.Errors.Single().ShouldSatisfyAllConditions(e => e.Kind.ShouldBe(ErrorKind.NotFound), e => e.Code.ShouldBe("exchange.upload-gone"));
    }

    [Fact]
    public async Task A_package_with_errors_is_told_of_and_its_upload_stays_until_it_is_replaced()
    {
        var upload = await UploadAsync(Locations + "L2,Zuid,18:30,07:30\r\n");

        var import = await host.SendAsync(new ImportExchange.Command(Upload: upload));

        import.Value.Errors.Single().ShouldSatisfyAllConditions(e => e.Line.ShouldBe(3), e => e.Column.ShouldBe("closes"));
        (await LocationsAsync()).ShouldBeEmpty();
        host.Services.GetRequiredService<ExchangeUploads>().PathOf(upload).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_path_is_imported_through_the_mapping_of_its_source()
    {
        var path = Path.Combine(host.DataDirectory, "vestigingen.csv");
        await File.WriteAllTextAsync(path, "nr;naam;open;dicht\r\n1;Noord;7.30;18.30\r\n");
        var mapping = """{"times":"H.mm","files":[{"from":"vestigingen.csv","to":"locations.csv","columns":{"nr":"code","naam":"name","open":"opens","dicht":"closes"}}]}""";

        var import = await host.SendAsync(new ImportExchange.Command(path, Mapping: mapping));

        import.Value.Errors.ShouldBeEmpty();
        (await LocationsAsync()).ShouldBe(["Noord"]);
    }

    [Fact]
    public async Task Neither_path_nor_upload_or_a_mapping_that_makes_no_sense_is_refused()
    {
        (await host.SendAsync(new ImportExchange.Command())).Errors.Single().ShouldSatisfyAllConditions(e => e.Code.ShouldBe("input.required"), e => e.Field.ShouldBe("Path"));
        (await host.SendAsync(new ImportExchange.Command(host.DataDirectory, Mapping: "{"))).Errors.Single().Code.ShouldBe("exchange.mapping-unreadable");
        (await host.SendAsync(new ImportExchange.Command(Upload: "../konnect.db"))).Errors.Single().Code.ShouldBe("exchange.upload-gone");
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_read()
    {
        var import = await host.SendAsync(new ImportExchange.Command(host.DataDirectory), new TestUser("Sanne", AccessScope.Everything, "planning.view"));

        import.Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);
    }

    private async Task<string> UploadAsync(string locations)
    {
        using var stream = new MemoryStream();
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        await using (var writer = new StreamWriter(await zip.CreateEntry("locations.csv").OpenAsync()))
            await writer.WriteAsync(locations);
        stream.Position = 0;
        return (await host.Services.GetRequiredService<ExchangeUploads>().SaveAsync(stream, CancellationToken.None)).Value;
    }

    private Task<IEnumerable<string>> LocationsAsync() =>
        host.InScopeAsync(async services => (await services.GetRequiredService<ILocationDirectory>().ListAsync(CancellationToken.None)).Select(l => l.Name));
}

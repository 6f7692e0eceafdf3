using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Contracts;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Audit.Tests.PublicApi;

public sealed class FileTrailTests
{
    [Fact]
    public async Task A_file_tells_who_opened_and_who_changed_it_with_values_of_that_person_only()
    {
        await using var host = await KonnectHost.CreateAsync();
        await Ledger.WriteAsync(
            host,
            Ledger.Told(kind: "children.get-child-file", items: Ledger.Named("K1")),
            Ledger.Told(items: [Ledger.Changed("id-1", new TrailField("FirstName", "Anna", "Ann")), Ledger.Changed("id-2", new TrailField("FirstName", "Bo", "Bob"))]),
            Ledger.Told(items: Ledger.Changed("id-2", new TrailField("FirstName", "Bob", "Rob"))),
            Ledger.Told(kind: "children.get-child-file", outcome: "access.not-allowed", items: Ledger.Named("K1")));
        var lines = await host.InScopeAsync(services => services.GetRequiredService<IFileTrail>().ListAsync(["K1", "id-1"], null, 10, CancellationToken.None));
        lines.Select(l => l.Number).ShouldBe([2L, 1L]);
        lines[0].Changes.ShouldHaveSingleItem().Fields.ShouldBe([new("FirstName", "Anna", "Ann")]);
        lines[1].Changes.ShouldBeEmpty();
        (await host.InScopeAsync(services => services.GetRequiredService<IFileTrail>().ListAsync(["K1", "id-1"], 2, 10, CancellationToken.None))).ShouldHaveSingleItem().Number.ShouldBe(1);
    }
}

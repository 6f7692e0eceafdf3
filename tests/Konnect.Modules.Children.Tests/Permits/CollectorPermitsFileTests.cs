using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Permits;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Children.Tests.Permits;

/// <summary>Taking everything along: who might collect goes with it, codes and photos do not.</summary>
public sealed class CollectorPermitsFileTests
{
    [Fact]
    public async Task The_permits_of_a_child_go_along_without_their_codes_and_let_nobody_collect_where_they_come_in()
    {
        await using var it = await Doorway.CreateAsync();
        var (open, used, gone) = (await it.GivenAsync(Doorway.Own() with { Photo = Doorway.Pictures["image/png"] }), await it.GivenAsync(Doorway.Own("Tante Ria")), await it.GivenAsync(Doorway.Own("Oom Piet")));
        await it.TellAsync(used.Id, used.Code);
        await it.SendAsync(new WithdrawOwnPermit.Command("K001", gone.Id), it.Laura);
        var folder = await ExportAsync(it.Host, "first");
        var file = Path.Combine(folder, "collector_permits.csv");
        var lines = await File.ReadAllLinesAsync(file);
        lines[0].ShouldBe("number,child_number,guardian_number,day,name,relation,given_by,given_at,verified,withdrawn_by,withdrawn_at,collected_at");
        lines.ShouldContain($"{open.Id},K001,D1,2026-11-20,Buurman Jan,buurman van oma,Laura,2026-11-20 10:00,,,,");
        lines.ShouldContain($"{used.Id},K001,D1,2026-11-20,Tante Ria,buurman van oma,Laura,2026-11-20 10:00,,,,2026-11-20 10:00");
        lines.ShouldContain($"{gone.Id},K001,D1,2026-11-20,Oom Piet,buurman van oma,Laura,2026-11-20 10:00,,Laura,2026-11-20 10:00,");

        (await ImportAsync(it.Host, folder)).ShouldSatisfyAllConditions(r => r.Errors.ShouldBeEmpty(), r => r.Files.Sum(f => f.New + f.Changed).ShouldBe(0));
        await using var other = await KonnectHost.CreateAsync();
        (await ImportAsync(other, folder)).Errors.ShouldBeEmpty();
        var rows = await other.InScopeAsync(s => s.GetRequiredService<Children.Persistence.ChildrenDbContext>().CollectorPermits.ToListAsync());
        rows.Select(p => (p.Name, p.Code, p.StateOn(Doorway.Friday))).ShouldBe([("Buurman Jan", "", PermitState.Over), ("Tante Ria", "", PermitState.Used), ("Oom Piet", "", PermitState.Withdrawn)], ignoreOrder: true);
        var child = rows[0].ChildId;
        (await other.InScopeAsync(async s => (await s.GetRequiredService<Contracts.ICollectorPermits>().ListAsync([child], Doorway.Friday, CancellationToken.None)).Count)).ShouldBe(0);
        (await File.ReadAllBytesAsync(Path.Combine(await ExportAsync(other, "second"), "collector_permits.csv"))).ShouldBe(await File.ReadAllBytesAsync(file));
    }

    private static Task<ImportReport> ImportAsync(KonnectHost host, string folder) =>
        host.InScopeAsync(s => s.GetRequiredService<ExchangeImport>().RunAsync(folder, new ImportOptions(), CancellationToken.None));

    private static async Task<string> ExportAsync(KonnectHost host, string name)
    {
        var path = Path.Combine(host.DataDirectory, name);
        await host.InScopeAsync(s => s.GetRequiredService<ExchangeExport>().RunAsync(path, null, CancellationToken.None));
        return path;
    }
}

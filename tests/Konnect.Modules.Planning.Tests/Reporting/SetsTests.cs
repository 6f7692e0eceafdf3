using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Reporting;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Reporting;

public sealed class SetsTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    private static readonly ApiAccess Everything = new(Guid.NewGuid(), ApiScopeKind.Bi);

    [Fact]
    public async Task Locations_tell_where_and_when_it_is_open()
    {
        var rows = await RowsAsync<LocationRow>(Everything);
        rows.OrderBy(l => l.Code).Select(l => (l.Code, l.Name, l.Opens, l.Closes)).ShouldBe([("L1", "De Regenboog", new LocalTime(7, 30), new LocalTime(18, 30)), ("L2", "Het Kompas", new(7, 30), new(18, 30))]);
    }

    [Fact]
    public async Task Groups_write_the_kind_of_care_as_the_exchange_does()
    {
        await using var host = await Neighbourhood.CreateAsync();
        await SampleOrganisation.ImportAsync(host, ("groups.csv", "code,location_code,name,care_type,vve,age_from,age_to,capacity\nB,L1,B,bso,,4,13,20\nC,L1,C,combi,,0,13,16\nP,L1,P,po,true,2,4,16\n"));
        var rows = (await RowsAsync<GroupRow>(Everything, host)).ToDictionary(g => g.Code);
        rows.Values.Select(g => $"{g.Code} {g.CareType}").Order(StringComparer.Ordinal).ShouldBe(["B bso", "C combi", "L1-VIS kdv", "L1-VLI kdv", "L2-VLI kdv", "P po"]);
        (rows["P"].LocationCode, rows["P"].Vve, rows["P"].AgeFrom, rows["P"].AgeTo, rows["P"].Capacity).ShouldBe(("L1", true, 2, 4, 16));
    }

    [Fact]
    public async Task Placements_tell_period_group_and_weekly_minutes_and_no_name()
    {
        var rows = await RowsAsync<PlacementRow>(Everything);
        rows.Count.ShouldBe(5);
        var zoe = rows.Single(p => p.WeeklyMinutes == 660 + 150 + 150);
        (zoe.LocationCode, zoe.GroupCode, zoe.Product, zoe.StartDate, zoe.EndDate).ShouldBe(("L1", "L1-VLI", "Dagopvang 52 weken", new LocalDate(2026, 1, 1), null));
        rows.Select(p => p.PlacementKey).Concat(rows.Select(p => p.ChildKey)).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public async Task A_placement_without_days_has_no_minutes()
    {
        await using var host = await Neighbourhood.CreateAsync();
        await SampleOrganisation.ImportAsync(host, ("placements.csv", "number,child_number,group_code,start_date\nP101,K006,L2-VLI,2026-12-01\n"));
        (await RowsAsync<PlacementRow>(Everything, host)).Count(p => p.WeeklyMinutes == 0).ShouldBe(1);
    }

    [Fact]
    public async Task A_token_of_a_location_sees_its_rows_only()
    {
        var access = Everything with { Locations = ["L2"] };
        (await RowsAsync<LocationRow>(access)).Select(r => r.Code).ShouldBe(["L2"]);
        (await RowsAsync<GroupRow>(access)).Select(r => r.Code).ShouldBe(["L2-VLI"]);
        (await RowsAsync<PlacementRow>(access)).Select(r => r.GroupCode).ShouldBe(["L2-VLI"]);
    }

    [Fact]
    public async Task A_token_of_a_period_sees_the_placements_that_touch_it() =>
        (await RowsAsync<PlacementRow>(Everything with { From = new(2026, 10, 1), To = new(2026, 11, 30) })).Count.ShouldBe(3);

    private async Task<IReadOnlyList<TRow>> RowsAsync<TRow>(ApiAccess access, KonnectHost? host = null) => await (host ?? neighbourhood.Host).InScopeAsync(async services =>
    {
        var set = services.GetServices<IReportingSet>().Single(s => s.RowType == typeof(TRow));
        return (IReadOnlyList<TRow>)await ((IQueryable<TRow>)set.Open(services.GetRequiredService<ReportingTables>().Context, access)).ToListAsync();
    });
}

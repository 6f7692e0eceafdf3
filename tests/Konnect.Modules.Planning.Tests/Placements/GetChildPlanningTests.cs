using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Placements;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Placements;

public sealed class GetChildPlanningTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    [Fact]
    public async Task Tells_period_group_product_and_the_weekly_pattern()
    {
        var placement = (await ReadAsync("K001")).Placements.Single();
        (placement.GroupName, placement.LocationName, placement.Product, placement.StartDate, placement.EndDate, placement.State)
            .ShouldBe(("Vlinders", "De Regenboog", "Dagopvang 52 weken", new LocalDate(2026, 1, 1), null, GetChildPlanning.PlacementState.Current));
        placement.Days.ShouldBe(
        [
            new(IsoDayOfWeek.Monday, new(7, 30), new(18, 30), WeekPattern.Every),
            new(IsoDayOfWeek.Tuesday, new(8, 0), new(13, 0), WeekPattern.Odd),
            new(IsoDayOfWeek.Wednesday, new(13, 0), new(18, 0), WeekPattern.Even),
        ]);
        placement.WeeklyMinutes.ShouldBe(660 + 150 + 150);
    }

    [Fact]
    public async Task Shows_this_week_and_the_next_three()
    {
        var weeks = (await ReadAsync("K001")).Weeks;
        weeks.Select(w => w.Number).ShouldBe([47, 48, 49, 50]);
        weeks.SelectMany(w => w.Days).Select(d => d.Date).ShouldBe(Enumerable.Range(0, 28).Select(new LocalDate(2026, 11, 16).PlusDays));
    }

    [Fact]
    public async Task Expects_the_child_by_odd_and_even_weeks_and_not_where_it_is_closed()
    {
        var days = (await ReadAsync("K001")).Weeks.SelectMany(w => w.Days).ToList();
        days.Where(d => d.Expected.Count > 0).Select(d => d.Date).ShouldBe(
            [new(2026, 11, 16), new(2026, 11, 17), new(2026, 11, 23), new(2026, 11, 25), new(2026, 12, 1), new(2026, 12, 7), new(2026, 12, 9)]);
        days[1].Expected.Single().ShouldBe(new("Vlinders", new(8, 0), new(13, 0)));
        var closed = days.Where(d => d.IsClosed).ShouldHaveSingleItem();
        (closed.Date, closed.ClosedFor, closed.Expected.Count).ShouldBe((new LocalDate(2026, 11, 30), "Studiedag", 0));
    }

    [Fact]
    public async Task A_closed_day_of_another_location_is_none_of_the_childs() =>
        (await ReadAsync("K003")).Weeks.SelectMany(w => w.Days).ShouldAllBe(d => !d.IsClosed);

    [Fact]
    public async Task A_coming_placement_is_expected_from_its_first_day()
    {
        var planning = await ReadAsync("K005");
        planning.Placements.Single().State.ShouldBe(GetChildPlanning.PlacementState.Coming);
        planning.Weeks.SelectMany(w => w.Days).Where(d => d.Expected.Count > 0).Select(d => d.Date).ShouldBe([new(2026, 12, 3), new(2026, 12, 10)]);
    }

    [Fact]
    public async Task Placements_of_today_come_first_then_those_that_come_then_the_latest_that_were()
    {
        await using var host = await Neighbourhood.CreateAsync();
        await SampleOrganisation.ImportAsync(host, ("placements.csv", """
            number,child_number,group_code,start_date,end_date
            P101,K006,L1-VIS,2025-01-01,2025-06-30
            P102,K006,L1-VLI,2025-07-01,2025-12-31
            P103,K006,L1-VIS,2027-02-01,
            P104,K006,L2-VLI,2026-12-01,2027-01-31
            P105,K006,L1-VLI,2026-01-01,2026-11-30
            """));
        (await host.SendAsync(new GetChildPlanning.Query("K006"), People.Office)).Value.Placements.Select(p => p.StartDate)
            .ShouldBe([new(2026, 1, 1), new(2026, 12, 1), new(2027, 2, 1), new(2025, 7, 1), new(2025, 1, 1)]);
    }

    [Fact]
    public async Task A_child_without_placements_has_empty_weeks()
    {
        var planning = await ReadAsync("K006");
        planning.Placements.ShouldBeEmpty();
        planning.Weeks.SelectMany(w => w.Days).ShouldAllBe(d => d.Expected.Count == 0 && !d.IsClosed);
    }

    [Fact]
    public async Task A_practitioner_sees_the_planning_of_a_child_of_the_own_group() =>
        (await neighbourhood.Host.SendAsync(new GetChildPlanning.Query("K001"), People.Practitioner("L1-VLI"))).Value.Placements.Count.ShouldBe(1);

    [Theory]
    [InlineData("K002")]
    [InlineData("K003")]
    [InlineData("K005")]
    [InlineData("K006")]
    [InlineData("K999")]
    public async Task A_child_of_another_group_is_as_unknown_as_one_that_is_not_there(string number)
    {
        var error = (await neighbourhood.Host.SendAsync(new GetChildPlanning.Query(number), People.Practitioner("L1-VLI"))).Errors.Single();
        (error.Kind, error.Code, error.Args.Count).ShouldBe((ErrorKind.NotFound, "children.unknown", 0));
    }

    [Fact]
    public async Task Who_lacks_the_permission_is_refused() =>
        (await neighbourhood.Host.SendAsync(new GetChildPlanning.Query("K001"), new TestUser("Sam", AccessScope.Everything))).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);

    private async Task<GetChildPlanning.Response> ReadAsync(string number) => (await neighbourhood.Host.SendAsync(new GetChildPlanning.Query(number), People.Office)).Value;
}

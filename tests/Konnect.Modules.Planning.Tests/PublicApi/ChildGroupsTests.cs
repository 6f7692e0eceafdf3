using Konnect.Modules.Children.Contracts;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.PublicApi;

public sealed class ChildGroupsTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    [Theory]
    [InlineData("2026-09-30", "2026-09-30", "K001 K002 K003 K004")]
    [InlineData("2026-10-01", "2026-11-30", "K001 K002 K003")]
    [InlineData("2026-10-01", "2026-12-01", "K001 K002 K003 K005")]
    [InlineData("2026-10-01", null, "K001 K002 K003 K005")]
    [InlineData(null, "2025-12-31", "K004")]
    [InlineData(null, null, "K001 K002 K003 K004 K005")]
    public async Task Lists_the_placements_that_touch_a_period(string? from, string? to, string numbers) =>
        (await NumbersAsync(groups => groups.ListAsync(Date(from), Date(to), CancellationToken.None))).ShouldBe(numbers);

    [Theory]
    [InlineData("2026-09-30", "L1-VIS L1-VLI L2-VLI")]
    [InlineData("2100-01-01", "L1-VIS L1-VLI L2-VLI")]
    public async Task Lists_the_groups_that_have_children_from_a_day_on(string from, string codes)
    {
        var groups = await neighbourhood.Host.InScopeAsync(services => services.GetRequiredService<IChildGroups>().ListGroupsAsync(Date(from)!.Value, CancellationToken.None));
        string.Join(' ', groups.Select(g => g.Code).Order(StringComparer.Ordinal)).ShouldBe(codes);
        groups.Single(g => g.Code == "L1-VLI").ShouldBe(new PlacementGroup("L1-VLI", "Vlinders", "L1"));
    }

    [Theory]
    [InlineData("2026-11-16", "K001 K002 K003")]
    [InlineData("2026-11-17", "K001")]
    [InlineData("2026-11-24", "")]
    [InlineData("2026-11-30", "K003")]
    [InlineData("2026-09-28", "K001 K002 K003 K004")]
    public async Task Lists_who_is_expected_and_nobody_where_it_is_closed(string day, string numbers) =>
        (await NumbersAsync(groups => groups.ListExpectedAsync(Date(day)!.Value, CancellationToken.None))).ShouldBe(numbers);

    [Fact]
    public async Task Tells_group_location_period_and_weekdays_of_a_child_the_latest_placement_first()
    {
        await using var host = await Neighbourhood.CreateAsync();
        await SampleOrganisation.ImportAsync(
            host,
            ("placements.csv", "number,child_number,group_code,start_date,end_date\nP101,K006,L1-VIS,2026-03-01,2026-08-31\nP102,K006,L2-VLI,2026-09-01,\n"),
            ("placement_days.csv", "placement_number,weekday,start_time,end_time,weeks\nP102,5,08:00,12:00,odd\nP102,1,08:00,12:00,every\nP102,5,13:00,17:00,odd\n"));
        var found = await host.InScopeAsync(async services =>
        {
            var child = await services.GetRequiredService<IChildDirectory>().FindByNumberAsync("K006", CancellationToken.None);
            return await services.GetRequiredService<IChildGroups>().ListOfAsync([child!.Id], CancellationToken.None);
        });
        found.Select(g => (g.GroupCode, g.GroupName, g.LocationCode, g.From, g.To)).ShouldBe(
        [
            ("L2-VLI", "Vlinders", "L2", new LocalDate(2026, 9, 1), null),
            ("L1-VIS", "Vissen", "L1", new LocalDate(2026, 3, 1), new LocalDate(2026, 8, 31)),
        ]);
        found[0].Weekdays.ShouldBe([IsoDayOfWeek.Monday, IsoDayOfWeek.Friday]);
    }

    private Task<string> NumbersAsync<T>(Func<IChildGroups, Task<IReadOnlyList<T>>> ask) where T : PlacementSpan => neighbourhood.Host.InScopeAsync(async services =>
    {
        var numbers = (await services.GetRequiredService<IChildDirectory>().ListKeysAsync(CancellationToken.None)).ToDictionary(c => c.Id, c => c.Number);
        return string.Join(' ', (await ask(services.GetRequiredService<IChildGroups>())).Select(g => numbers[g.ChildId]).Order(StringComparer.Ordinal));
    });

    private static LocalDate? Date(string? text) => text is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}

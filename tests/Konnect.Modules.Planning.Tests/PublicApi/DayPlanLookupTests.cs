using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.PublicApi;

public sealed class DayPlanLookupTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    [Theory]
    [InlineData("2026-11-16", "K001 07:30-18:30 L1-VLI, K002 07:30-18:30 L1-VIS")]
    [InlineData("2026-11-17", "K001 08:00-13:00 L1-VLI")]
    [InlineData("2026-11-18", "")]
    [InlineData("2026-11-24", "")]
    [InlineData("2026-11-25", "K001 13:00-18:00 L1-VLI")]
    [InlineData("2026-12-22", "")]
    [InlineData("2026-12-29", "K001 08:00-13:00 L1-VLI")]
    [InlineData("2027-01-05", "K001 08:00-13:00 L1-VLI")]
    [InlineData("2027-01-12", "")]
    [InlineData("2026-12-23", "K001 13:00-18:00 L1-VLI")]
    [InlineData("2026-12-30", "")]
    [InlineData("2027-01-06", "")]
    [InlineData("2027-01-13", "K001 13:00-18:00 L1-VLI")]
    public async Task Odd_and_even_weeks_hold_over_the_turn_of_a_year_with_53_weeks(string day, string children) =>
        (await ChildrenAsync(Date(day))).Where(c => !c.StartsWith("K005", StringComparison.Ordinal)).ShouldBe(children.Split(", ", StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("2026-11-26", false)]
    [InlineData("2026-12-03", true)]
    public async Task A_placement_counts_from_its_first_day(string thursday, bool expected) =>
        (await ChildrenAsync(Date(thursday))).Any(c => c.StartsWith("K005", StringComparison.Ordinal)).ShouldBe(expected);

    [Theory]
    [InlineData("2026-09-28", true)]
    [InlineData("2026-10-05", false)]
    public async Task A_placement_counts_until_its_last_day(string monday, bool expected) =>
        (await ChildrenAsync(Date(monday))).Any(c => c.StartsWith("K004", StringComparison.Ordinal)).ShouldBe(expected);

    [Fact]
    public async Task A_closed_day_says_so_with_its_reason_and_keeps_who_is_placed()
    {
        var day = await DayAsync(new(2026, 11, 30));
        (day.IsClosed, day.IsSchoolFree, day.Reason).ShouldBe((true, false, "Studiedag"));
        day.Children.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_school_holiday_and_the_weekend_are_free_of_school()
    {
        var holiday = await DayAsync(new(2026, 11, 23));
        (holiday.IsClosed, holiday.IsSchoolFree, holiday.Reason).ShouldBe((false, true, "Herfst"));
        var saturday = await DayAsync(new(2026, 11, 21));
        (saturday.IsClosed, saturday.IsSchoolFree, saturday.Reason).ShouldBe((false, true, null));
        (await DayAsync(new(2026, 11, 20))).IsSchoolFree.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_location_has_its_own_days_and_children()
    {
        var day = (await AskAsync(plans => plans.GetAsync(["L2"], new(2026, 11, 30), new(2026, 11, 30), CancellationToken.None))).Single();
        (day.IsClosed, day.Children.Single().GroupCode).ShouldBe((false, "L2-VLI"));
    }

    [Fact]
    public async Task Every_day_of_the_period_is_there_in_order() =>
        (await AskAsync(plans => plans.GetAsync(["L1"], new(2026, 12, 30), new(2027, 1, 2), CancellationToken.None))).Select(d => d.Date)
            .ShouldBe([new(2026, 12, 30), new(2026, 12, 31), new(2027, 1, 1), new(2027, 1, 2)]);

    [Fact]
    public async Task Shifts_stand_on_their_day_with_their_break()
    {
        var shift = (await DayAsync(new(2026, 11, 16))).Staff.Single();
        (shift.GroupCode, shift.StartsAt, shift.EndsAt, shift.BreakStart, shift.BreakEnd).ShouldBe(("L1-VLI", new LocalTime(7, 15), new LocalTime(16, 0), new LocalTime(12, 30), new LocalTime(13, 0)));
        (await DayAsync(new(2026, 11, 17))).Staff.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_range_of_a_location_goes_from_its_first_plan_to_the_open_end() =>
        (await AskAsync(plans => plans.GetRangeAsync("L1", new(2027, 6, 1), CancellationToken.None))).ShouldBe((new LocalDate(2025, 1, 1), new LocalDate(2027, 6, 1)));

    [Fact]
    public async Task A_location_without_plans_has_no_range() =>
        (await AskAsync(plans => plans.GetRangeAsync("L9", new(2027, 6, 1), CancellationToken.None))).ShouldBeNull();

    private async Task<DayPlan> DayAsync(LocalDate date) => (await AskAsync(plans => plans.GetAsync(["L1"], date, date, CancellationToken.None))).Single();

    private async Task<IReadOnlyList<string>> ChildrenAsync(LocalDate date)
    {
        var numbers = (await neighbourhood.Host.InScopeAsync(s => s.GetRequiredService<IChildDirectory>().ListKeysAsync(CancellationToken.None))).ToDictionary(c => c.Id, c => c.Number);
        return [.. (await DayAsync(date)).Children.Select(c => $"{numbers[c.ChildId]} {c.StartsAt:HH:mm}-{c.EndsAt:HH:mm} {c.GroupCode}").Order(StringComparer.Ordinal)];
    }

    private Task<T> AskAsync<T>(Func<IDayPlanLookup, Task<T>> ask) => neighbourhood.Host.InScopeAsync(services => ask(services.GetRequiredService<IDayPlanLookup>()));

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}

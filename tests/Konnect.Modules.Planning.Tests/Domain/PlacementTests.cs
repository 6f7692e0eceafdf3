using Konnect.Modules.Planning.Domain;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Domain;

public sealed class PlacementTests
{
    [Theory]
    [InlineData("2026-12-21", "even")]
    [InlineData("2026-12-28", "odd")]
    [InlineData("2027-01-04", "odd")]
    [InlineData("2027-01-11", "even")]
    [InlineData("2025-12-22", "even")]
    [InlineData("2025-12-29", "odd")]
    [InlineData("2026-01-05", "even")]
    public void Weeks_are_odd_and_even_by_their_ISO_number_also_around_week_53(string monday, string parity)
    {
        var weeks = parity == "odd" ? WeekPattern.Odd : WeekPattern.Even;
        Day(IsoDayOfWeek.Monday, weeks).FallsOn(Date(monday)).ShouldBeTrue();
        Day(IsoDayOfWeek.Monday, weeks == WeekPattern.Odd ? WeekPattern.Even : WeekPattern.Odd).FallsOn(Date(monday)).ShouldBeFalse();
        Day(IsoDayOfWeek.Monday, WeekPattern.Every).FallsOn(Date(monday)).ShouldBeTrue();
    }

    [Fact]
    public void New_years_day_of_2027_still_is_in_week_53()
    {
        Day(IsoDayOfWeek.Friday, WeekPattern.Odd).FallsOn(new(2027, 1, 1)).ShouldBeTrue();
        Day(IsoDayOfWeek.Friday, WeekPattern.Even).FallsOn(new(2027, 1, 1)).ShouldBeFalse();
    }

    [Fact]
    public void A_day_falls_on_its_own_weekday_only() =>
        Enumerable.Range(16, 7).Select(day => new LocalDate(2026, 11, day)).Where(Day(IsoDayOfWeek.Wednesday, WeekPattern.Every).FallsOn).ShouldBe([new LocalDate(2026, 11, 18)]);

    [Theory]
    [InlineData("2026-11-09", 0)]
    [InlineData("2026-11-16", 1)]
    [InlineData("2026-11-23", 1)]
    [InlineData("2026-11-30", 0)]
    public void The_first_and_the_last_day_belong_to_a_placement(string monday, int days) =>
        Placement(new(2026, 11, 16), new(2026, 11, 23), Day(IsoDayOfWeek.Monday, WeekPattern.Every)).DaysOn(Date(monday)).Count().ShouldBe(days);

    [Fact]
    public void Without_an_end_a_placement_goes_on() => Placement(new(2026, 11, 16), null, Day(IsoDayOfWeek.Monday, WeekPattern.Every)).DaysOn(new(2036, 11, 17)).Count().ShouldBe(1);

    [Fact]
    public void A_day_of_odd_or_even_weeks_counts_half_in_a_week() =>
        Placement(new(2026, 1, 1), null, Day(IsoDayOfWeek.Monday, WeekPattern.Every), Day(IsoDayOfWeek.Tuesday, WeekPattern.Odd), Day(IsoDayOfWeek.Friday, WeekPattern.Even)).WeeklyMinutes.ShouldBe(2 * 330);

    private static Placement Placement(LocalDate from, LocalDate? to, params PlacementDay[] days)
    {
        var placement = new Placement { Number = "P", ChildId = Guid.Empty, ChildKey = Guid.Empty, GroupCode = "G", StartDate = from, EndDate = to };
        placement.Days.AddRange(days);
        return placement;
    }

    private static PlacementDay Day(IsoDayOfWeek weekday, WeekPattern weeks) =>
        new() { PlacementId = Guid.Empty, Weekday = weekday, StartTime = new(8, 0), EndTime = new(13, 30), Weeks = weeks };

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}

using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

public class RatioEngineTests
{
    private static readonly Guid Anna = Guid.Parse("11111111-0000-0000-0000-000000000001");
    private static readonly Guid Bram = Guid.Parse("11111111-0000-0000-0000-000000000002");

    [Fact]
    public void A_segment_lasts_as_long_as_the_numbers_stay_the_same()
    {
        var timeline = new SampleDay().Children(8, 2, "08:00", "17:00").Children(1, 3, "09:00", "12:00")
            .Staff(1, "07:30", "18:30").Staff(1, "09:00", "11:30").Compute();

        SampleDay.Lines(timeline).ShouldBe(
        [
            "08:00-09:00 8 1/1 table1 met",
            "09:00-11:30 9 2/2 table1 met",
            "11:30-12:00 9 1/2 table1 deviation",
            "12:00-17:00 8 1/1 table1 met",
        ]);
        timeline.Segments[1].Children.ShouldBe(new(0, 0, 8, 1));
        timeline.Day.ShouldBe(new(8 * 540 + 180, 30, 0, 0, 180, 30, 9, 1, RatioStatus.Deviation, false, "kdv-2019"));
    }

    [Fact]
    public void One_child_relieved_by_another_of_the_same_age_changes_no_number_and_ends_no_segment()
    {
        var timeline = new SampleDay().Children(1, 2, "08:00", "12:00").Children(1, 2, "12:00", "17:00")
            .Staff(1, "07:30", "12:00").Staff(1, "12:00", "18:00").Compute();

        SampleDay.Lines(timeline).ShouldBe(["08:00-17:00 1 1/1 table1 met"]);
    }

    [Theory]
    [InlineData("08:00", null)]
    [InlineData("09:00", 0)]
    [InlineData("09:40", 40)]
    [InlineData("10:30", 60)]
    [InlineData("11:00", 60)]
    [InlineData("13:00", 180)]
    [InlineData("14:00", 180)]
    public void A_running_stretch_has_used_of_the_allowance_what_it_has_lasted(string at, int? used)
    {
        var timeline = new SampleDay().Children(9, 2, "09:00", "17:00").Staff(1, "09:00", "17:00").Staff(1, "10:00", "11:00").Compute();

        var minutes = (TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture) - new TimeOnly(8, 0)).TotalMinutes - 60;
        var now = timeline.At(timeline.Segments[0].From + Duration.FromMinutes(minutes));

        now?.AllowanceUsed.ShouldBe(used!.Value);
        (now is null).ShouldBe(used is null);
    }

    [Fact]
    public void Minutes_without_children_have_no_segment()
    {
        var timeline = new SampleDay().Children(1, 2, "08:00", "09:00").Children(1, 2, "10:00", "11:00").Staff(1, "07:00", "19:00").Compute();

        SampleDay.Lines(timeline).ShouldBe(["08:00-09:00 1 1/1 table1 met", "10:00-11:00 1 1/1 table1 met"]);
    }

    [Fact]
    public void A_day_without_children_has_no_row()
    {
        var timeline = new SampleDay().Staff(2, "07:30", "18:30").Children(1, 1, "08:00:10", "08:00:50").Compute();

        timeline.Segments.ShouldBeEmpty();
        timeline.Day.ShouldBeNull();
        timeline.RuleSet.ShouldBe("kdv-2019");
    }

    [Fact]
    public void Times_are_cut_to_the_whole_minute()
    {
        var timeline = new SampleDay().Children(1, 2, "08:00:59", "09:30:59").Staff(1, "08:00:01", "09:30:00").Compute();

        SampleDay.Lines(timeline).ShouldBe(["08:00-09:30 1 1/1 table1 met"]);
    }

    [Fact]
    public void Stays_of_one_person_that_overlap_count_once()
    {
        var day = new SampleDay();
        day.Child(Anna, 2, day.At("08:00"), day.At("12:00")).Child(Anna, 2, day.At("10:00"), day.At("11:00"))
            .Child(Anna, 2, day.At("11:30"), day.At("14:00")).Child(Anna, 2, day.At("14:00"), day.At("15:00"))
            .Staff(Bram, day.At("07:00"), day.At("13:00")).Staff(Bram, day.At("12:00"), day.At("18:00"));

        SampleDay.Lines(day.Compute()).ShouldBe(["08:00-15:00 1 1/1 table1 met"]);
    }

    [Fact]
    public void Staff_that_does_not_count_is_not_there()
    {
        var timeline = new SampleDay().Children(1, 2, "08:00", "09:00").Staff(3, "07:30", "18:30", counts: false).Compute();

        SampleDay.Lines(timeline).ShouldBe(["08:00-09:00 1 0/1 table1 breach"]);
    }

    [Theory]
    [InlineData(4, 3, "deviation")]
    [InlineData(4, 2, "deviation")]
    [InlineData(4, 1, "breach")]
    [InlineData(3, 2, "deviation")]
    [InlineData(3, 1, "breach")]
    [InlineData(2, 1, "deviation")]
    [InlineData(2, 0, "breach")]
    [InlineData(1, 0, "breach")]
    [InlineData(1, 1, "met")]
    [InlineData(1, 2, "met")]
    public void Fewer_than_half_rounded_up_is_a_breach(int required, int present, string status)
    {
        var timeline = new SampleDay().Children(3 * required, 0, "08:00", "09:00").Staff(present, "08:00", "09:00").Compute();

        var segment = timeline.Segments.ShouldHaveSingleItem();
        (segment.Required, segment.Status.Code()).ShouldBe((required, status));
        segment.Shortfall.ShouldBe(Math.Max(0, required - present));
    }

    [Fact]
    public void The_allowance_of_180_minutes_splits_a_segment_when_it_runs_out()
    {
        var timeline = new SampleDay().Children(9, 2, "08:00", "17:00")
            .Staff(1, "07:30", "18:30").Staff(1, "08:30", "12:00").Staff(1, "13:00", "15:00").Compute();

        SampleDay.Lines(timeline).ShouldBe(
        [
            "08:00-08:30 9 1/2 table1 deviation",
            "08:30-12:00 9 2/2 table1 met",
            "12:00-13:00 9 1/2 table1 deviation",
            "13:00-15:00 9 2/2 table1 met",
            "15:00-16:30 9 1/2 table1 deviation",
            "16:30-17:00 9 1/2 table1 breach",
        ]);
        timeline.Segments.Select(s => s.AllowanceUsed).ShouldBe([30, 30, 90, 90, 180, 180]);
        (timeline.Day!.DeviationMinutes, timeline.Day.BreachMinutes, timeline.Day.Status).ShouldBe((180, 30, RatioStatus.Breach));
    }

    [Fact]
    public void An_allowance_that_ends_with_the_shortage_splits_nothing()
    {
        var timeline = new SampleDay().Children(9, 2, "08:00", "12:00").Staff(1, "07:30", "18:30").Staff(1, "11:00", "12:00").Compute();

        SampleDay.Lines(timeline).ShouldBe(["08:00-11:00 9 1/2 table1 deviation", "11:00-12:00 9 2/2 table1 met"]);
    }

    [Fact]
    public void Minutes_under_half_use_up_the_allowance_too_and_stay_one_segment_when_it_runs_out_among_them()
    {
        var timeline = new SampleDay().Children(9, 2, "08:00", "13:00").Staff(1, "07:30", "09:00").Staff(1, "12:00", "13:00").Compute();

        SampleDay.Lines(timeline).ShouldBe(
        [
            "08:00-09:00 9 1/2 table1 deviation",
            "09:00-12:00 9 0/2 table1 breach",
            "12:00-13:00 9 1/2 table1 breach",
        ]);
        timeline.Day!.AllowanceUsed.ShouldBe(180);
    }

    [Theory]
    [InlineData("07:30", "17:30", false, 180)]
    [InlineData("07:30", "17:29", false, 0)]
    [InlineData("07:30", "18:30", true, 0)]
    public void Day_care_may_deviate_where_the_location_offers_ten_consecutive_hours(string opens, string closes, bool closed, int allowance)
    {
        foreach (var care in new[] { RatioCare.DayCare, RatioCare.Combined })
        {
            var timeline = new SampleDay(care).Location(opens, closes, closed).Children(9, 2, "08:00", "09:00").Staff(1, "08:00", "09:00").Compute();

            timeline.Day!.AllowanceMinutes.ShouldBe(allowance);
            SampleDay.Lines(timeline).ShouldBe([$"08:00-09:00 9 1/2 table1 {(allowance > 0 ? "deviation" : "breach")}"]);
        }
    }

    [Theory]
    [InlineData("14:00", "18:30", false, false, 30)]
    [InlineData("07:00", "18:30", false, false, 30)]
    [InlineData("14:00", "18:30", true, false, 30)]
    [InlineData("07:00", "18:30", false, true, 180)]
    [InlineData("14:00", "18:30", false, true, 0)]
    [InlineData("07:00", "18:30", true, true, 0)]
    public void Out_of_school_care_may_deviate_30_minutes_on_a_school_day_whatever_the_hours_and_like_day_care_on_others(
        string opens, string closes, bool closed, bool schoolFree, int allowance)
    {
        var timeline = new SampleDay(RatioCare.OutOfSchool).Location(opens, closes, closed, schoolFree)
            .Children(11, 5, "15:00", "16:00").Staff(1, "14:30", "18:30").Compute();

        timeline.Day!.AllowanceMinutes.ShouldBe(allowance);
        (timeline.Day.DeviationMinutes, timeline.Day.BreachMinutes).ShouldBe((Math.Min(60, allowance), Math.Max(0, 60 - allowance)));
        timeline.RuleSet.ShouldBe("bso-2024-07");
    }

    [Fact]
    public void A_group_that_is_too_large_has_no_number_no_shortfall_and_spends_no_allowance()
    {
        var timeline = new SampleDay().Children(17, 3, "08:00", "09:00").Staff(5, "08:00", "09:00").Compute();

        SampleDay.Lines(timeline).ShouldBe(["08:00-09:00 17 5/- oversize oversize"]);
        timeline.Segments[0].Shortfall.ShouldBeNull();
        timeline.Day.ShouldBe(new(17 * 60, 0, 0, 60, 180, 0, 17, 0, RatioStatus.Oversize, false, "kdv-2019"));
    }

    [Theory]
    [InlineData("08:00", "12:00", "breach")]
    [InlineData("12:00", "08:00", "oversize")]
    public void Of_breach_and_oversize_the_first_of_the_day_is_the_worst(string breach, string oversize, string worst)
    {
        string Until(string from) => from == "08:00" ? "09:00" : "13:00";
        var timeline = new SampleDay().Children(9, 2, "10:00", "10:30").Staff(1, "10:00", "10:30")
            .Children(1, 2, breach, Until(breach)).Children(17, 2, oversize, Until(oversize)).Compute();

        timeline.Day!.Status.Code().ShouldBe(worst);
        (timeline.Day.DeviationMinutes, timeline.Day.BreachMinutes, timeline.Day.OversizeMinutes).ShouldBe((30, 60, 60));
    }

    [Fact]
    public void On_a_past_day_a_presence_without_end_ends_at_closing_time_and_marks_the_day()
    {
        var timeline = new SampleDay().Children(1, 2, "08:00", null).Staff(1, "08:00", "18:30").Compute();

        SampleDay.Lines(timeline).ShouldBe(["08:00-18:30 1 1/1 table1 met"]);
        timeline.Day!.Incomplete.ShouldBeTrue();
    }

    [Fact]
    public void A_presence_without_end_that_starts_after_closing_time_lasts_no_time_and_marks_the_day()
    {
        var timeline = new SampleDay().Children(1, 2, "08:00", "09:00").Children(1, 2, "18:45", null).Staff(1, "08:00", "09:00").Compute();

        SampleDay.Lines(timeline).ShouldBe(["08:00-09:00 1 1/1 table1 met"]);
        timeline.Day!.Incomplete.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Staff_that_never_checked_out_marks_the_day_too(bool counts) =>
        new SampleDay().Children(1, 2, "08:00", "09:00").Staff(1, "07:30", null, counts).Compute().Day!.Incomplete.ShouldBeTrue();

    [Fact]
    public void Today_a_presence_without_end_lasts_until_now_and_the_day_is_not_incomplete()
    {
        var day = new SampleDay();
        var timeline = day.Now(day.At("10:15:30")).Children(1, 2, "08:00", null).Staff(1, "07:30", null).Compute();

        SampleDay.Lines(timeline).ShouldBe(["08:00-10:15 1 1/1 table1 met"]);
        timeline.Day!.Incomplete.ShouldBeFalse();
    }

    [Fact]
    public void After_closing_time_a_presence_without_end_still_lasts_until_now_while_the_day_lasts()
    {
        var day = new SampleDay();

        SampleDay.Lines(day.Now(day.At("19:20")).Children(1, 2, "08:00", null).Staff(1, "07:30", null).Compute())
            .ShouldBe(["08:00-19:20 1 1/1 table1 met"]);
    }

    [Theory]
    [InlineData(0, 1110, true)]
    [InlineData(-1, 1439, false)]
    public void From_midnight_on_the_day_is_over(int minutesAfterMidnight, int endsAtMinute, bool incomplete)
    {
        var day = new SampleDay().Children(1, 2, "08:00", null);
        var bounds = SampleDay.Amsterdam.AtStartOfDay(day.Date).ToInstant();
        var midnight = SampleDay.Amsterdam.AtStartOfDay(day.Date.PlusDays(1)).ToInstant();

        var timeline = day.Now(midnight + Duration.FromMinutes(minutesAfterMidnight)).Compute();

        timeline.Segments.ShouldHaveSingleItem().To.ShouldBe(bounds + Duration.FromMinutes(endsAtMinute));
        timeline.Day!.Incomplete.ShouldBe(incomplete);
    }

    [Fact]
    public void A_presence_does_not_cross_midnight()
    {
        var day = new SampleDay();
        day.Child(Anna, 2, day.At("23:00") - Duration.FromHours(24), day.At("06:00"))
            .Child(Bram, 2, day.At("23:00"), day.At("23:00") + Duration.FromHours(9));

        SampleDay.Lines(day.Compute()).ShouldBe(["00:00-06:00 1 0/1 table1 breach", "23:00-00:00 1 0/1 table1 breach"]);
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-11-19", 24)]
    public void A_day_at_a_clock_change_has_23_or_25_hours(string date, int hours)
    {
        var day = new SampleDay(date: date);
        var start = SampleDay.Amsterdam.AtStartOfDay(day.Date).ToInstant();
        var timeline = day.Child(Anna, 2, start - Duration.FromDays(1), start + Duration.FromDays(3)).Compute();

        timeline.Segments.ShouldHaveSingleItem().Minutes.ShouldBe(hours * 60);
        timeline.Day!.ChildMinutes.ShouldBe(hours * 60);
    }

    [Fact]
    public void The_hour_that_the_clock_change_repeats_is_counted_twice()
    {
        var day = new SampleDay(date: "2026-10-25");
        day.Child(Anna, 2, day.At("02:30", offset: 2), day.At("02:30", offset: 1)).Staff(Bram, day.At("02:45", offset: 2), day.At("02:15", offset: 1));

        var timeline = day.Compute();

        timeline.Segments.Select(s => (s.Minutes, s.Staff)).ShouldBe([(15, 0), (30, 1), (15, 0)]);
    }

    [Fact]
    public void Ten_hours_are_hours_that_pass_not_hours_on_the_clock()
    {
        RatioTimeline On(string date) => new SampleDay(date: date).Location("01:00", "11:00").Children(9, 2, "08:00", "09:00").Staff(1, "08:00", "09:00").Compute();

        On("2026-03-29").Day!.AllowanceMinutes.ShouldBe(0);
        On("2026-03-30").Day!.AllowanceMinutes.ShouldBe(180);
    }

    [Fact]
    public void A_child_is_a_year_older_from_the_birthday_on()
    {
        AgeCounts On(string date)
        {
            var day = new SampleDay(date: date);
            return day.Born(Anna, new(2024, 2, 29), day.At("08:00"), day.At("09:00")).Compute().Segments[0].Children;
        }

        On("2025-02-28").ShouldBe(new(1, 0, 0, 0));
        On("2025-03-01").ShouldBe(new(0, 1, 0, 0));
        On("2028-02-28").ShouldBe(new(0, 0, 0, 1));
        On("2028-02-29").ShouldBe(new(0, 0, 0, 0, 1));
    }

    [Fact]
    public void A_segment_shows_true_ages_also_where_older_children_count_as_three()
    {
        var timeline = new SampleDay(RatioCare.Combined).Children(3, 4, "08:00", "09:00").Children(6, 8, "08:00", "09:00").Staff(2, "08:00", "09:00").Compute();

        timeline.Segments.ShouldHaveSingleItem().Children.ShouldBe(new(0, 0, 0, 0, 3, 6));
        SampleDay.Lines(timeline).ShouldBe(["08:00-09:00 9 2/2 table1 met"]);
    }

    [Fact]
    public void The_date_of_care_decides_whether_a_basic_group_or_a_location_is_measured()
    {
        RatioTimeline On(string date) => new SampleDay(RatioCare.OutOfSchool, date).Children(19, 5, "15:00", "16:00").Children(1, 8, "15:00", "16:00").Compute();

        SampleDay.Lines(On("2024-06-28")).ShouldBe(["15:00-16:00 20 0/- oversize oversize"]);
        SampleDay.Lines(On("2024-07-01")).ShouldBe(["15:00-16:00 20 0/2 bso breach"]);
    }
}

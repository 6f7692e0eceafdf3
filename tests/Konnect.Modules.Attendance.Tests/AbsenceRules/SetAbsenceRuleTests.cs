using Konnect.Modules.Attendance.AbsenceRules;
using Konnect.Modules.Attendance.Domain;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.AbsenceRules;

public class SetAbsenceRuleTests
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    [Fact]
    public async Task The_organisation_sets_its_own_term_for_each_reason()
    {
        await using var it = await AttendanceHost.CreateAsync();
        foreach (var days in new[] { 7, 14 })
            (await it.SendAsync(new SetAbsenceRule.Command { Reason = "holiday", DaysBefore = days, At = new LocalTime(12, 0) })).IsSuccess.ShouldBeTrue();
        (await it.SendAsync(new ListAbsenceRules.Query())).Value.Select(r => (r.Reason, r.DaysBefore, r.At)).ShouldBe(
            [(AbsenceReason.Sick, 0, new LocalTime(9, 0)), (AbsenceReason.Holiday, 14, new LocalTime(12, 0)), (AbsenceReason.Other, 1, new LocalTime(18, 0))]);
    }

    [Theory]
    [InlineData("bored", 1, "input.invalid", "Reason")]
    [InlineData("sick", -1, "attendance.days-before", "DaysBefore")]
    [InlineData("sick", 61, "attendance.days-before", "DaysBefore")]
    public async Task What_makes_no_sense_is_refused_with_its_field(string reason, int days, string code, string field)
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new SetAbsenceRule.Command { Reason = reason, DaysBefore = days })).Errors.Select(e => (e.Code, e.Field)).ShouldBe([(code, field)]);
    }

    /// <summary>The day before a clock change has another length than the day after: the deadline is a local time all the same.</summary>
    [Fact]
    public void A_deadline_is_a_local_time_also_over_a_clock_change()
    {
        var rule = new AbsenceRule { Reason = AbsenceReason.Holiday, DaysBefore = 1, At = new LocalTime(18, 0) };
        var sunday = new LocalDate(2026, 10, 25);
        rule.DeadlineOf(sunday, Zone).InZone(Zone).LocalDateTime.ShouldBe(sunday.PlusDays(-1).At(new LocalTime(18, 0)));
        rule.DeadlineOf(sunday.PlusDays(1), Zone).InZone(Zone).LocalDateTime.ShouldBe(sunday.At(new LocalTime(18, 0)));
        foreach (var minute in Enumerable.Range(0, 3 * 24 * 60))
        {
            var now = Zone.AtStartOfDay(sunday.PlusDays(-1)).ToInstant() + Duration.FromMinutes(minute);
            var first = rule.FirstInTime(now, Zone);
            rule.IsInTime(first, now, Zone).ShouldBeTrue();
            rule.IsInTime(first.PlusDays(-1), now, Zone).ShouldBeFalse();
        }
    }
}

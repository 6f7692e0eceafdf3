using Konnect.Modules.Attendance.CollectorRules;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.OwnAbsences;
using Konnect.Modules.Attendance.Tests.DailyAttendance;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.OwnAbsences;

public class GetOwnDaysTests
{
    private static readonly LocalDate Friday = AttendanceHost.Friday;

    [Fact]
    public async Task The_days_of_four_weeks_stand_there_with_what_was_reported_and_whether_in_time()
    {
        await using var it = await Family.CreateAsync();
        it.At(9, 1);
        var guardian = await it.GuardianAsync();
        await it.SendAsync(new ReportOwnAbsence.Command { ChildNumber = "K1", From = Friday, To = Friday, Reason = "sick" }, guardian);
        await it.SendAsync(new ReportOwnAbsence.Command { ChildNumber = "K1", From = Friday.PlusDays(40), To = Friday.PlusDays(41), Reason = "holiday" }, guardian);
        var own = (await it.SendAsync(new GetOwnDays.Query("K1"), guardian)).Value;
        own.Days.Count.ShouldBe(20);
        (own.Days[0].Date, own.Days[0].From, own.Days[0].GroupName, own.Days[0].Absence, own.Days[0].WasInTime).ShouldBe((Friday, new LocalTime(8, 0), "Vlinders", AbsenceReason.Sick, false));
        (own.Days[1].Date, own.Days[1].Absence).ShouldBe((Friday.PlusDays(3), null));
        own.Later.Single().From.ShouldBe(Friday.PlusDays(40));
        own.Deadlines.Select(d => (d.Reason, d.FirstInTime)).ShouldBe([(AbsenceReason.Sick, Friday.PlusDays(1)), (AbsenceReason.Holiday, Friday.PlusDays(1)), (AbsenceReason.Other, Friday.PlusDays(1))]);
        (await it.SendAsync(new GetOwnDays.Query("K7"), guardian)).Errors.Single().Code.ShouldBe("children.unknown");
    }

    [Fact]
    public async Task The_weeks_that_were_tell_when_the_child_was_there_and_who_collected_it()
    {
        await using var it = await Family.CreateAsync();
        var guardian = await it.GuardianAsync();
        it.At(8, 5, Friday.PlusDays(-1));
        await it.ArriveAsync("L1-A", "K1");
        it.At(17, 0, Friday.PlusDays(-1));
        await it.LeaveAsync("L1-A", Pickups.Other("Tante Ria"), null, "K1");
        it.At(8);
        await it.ArriveAsync("L1-A", "K1", "K2");
        it.At(12);
        await it.LeaveAsync("L1-A", "K1");
        it.At(13);
        await it.ArriveAsync("L1-A", "K1");
        var own = (await it.SendAsync(new GetOwnDays.Query("K1"), guardian)).Value;
        own.TellsWho.ShouldBeTrue();
        own.Past.ShouldBe([
            new(Friday, new(13, 0), null, "Vlinders", null),
            new(Friday, new(8, 0), new LocalTime(12, 0), "Vlinders", null),
            new(Friday.PlusDays(-1), new(8, 5), new LocalTime(17, 0), "Vlinders", "Tante Ria")]);
        await it.SendAsync(new SetCollectorRule.Command { Ask = "never" });
        own = (await it.SendAsync(new GetOwnDays.Query("K1"), guardian)).Value;
        own.TellsWho.ShouldBeFalse();
        own.Past.ShouldAllBe(s => s.CollectedBy == null);
        (await it.SendAsync(new GetOwnDays.Query("K7"), await it.GuardianAsync("noor"))).Value.Past.ShouldBeEmpty();
    }
}

using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.OwnAbsences;
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
}

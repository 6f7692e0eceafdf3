using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.OwnAbsences;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.OwnAbsences;

public class ReportOwnAbsenceTests
{
    private static readonly LocalDate Friday = AttendanceHost.Friday;

    [Fact]
    public async Task The_group_sees_it_at_once_and_the_plan_no_longer_expects_the_child()
    {
        await using var it = await Family.CreateAsync();
        it.At(7);
        (await it.SendAsync(Sick(Friday), await it.GuardianAsync())).Value.ShouldBe(new(1, true));
        await it.Host.DrainAsync();
        (await it.BoardAsync("L1-A")).Tiles.Single(t => t.Number == "K1").State.ShouldBe(GetGroupBoard.TileState.Absent);
        (await it.QueryAsync(db => db.AbsenceFacts.SingleAsync())).Reason.ShouldBe("sick");
    }

    [Fact]
    public async Task Too_late_is_taken_and_said()
    {
        await using var it = await Family.CreateAsync();
        it.At(9, 1);
        (await it.SendAsync(Sick(Friday), await it.GuardianAsync())).Value.IsInTime.ShouldBeFalse();
        (await it.BoardAsync("L1-A")).Tiles.Single(t => t.Number == "K1").State.ShouldBe(GetGroupBoard.TileState.Absent);
    }

    [Fact]
    public async Task Every_week_again_is_a_period_for_each_week_until_the_last_day()
    {
        await using var it = await Family.CreateAsync();
        var monday = Friday.PlusDays(3);
        var command = new ReportOwnAbsence.Command { ChildNumber = "K1", From = monday, To = monday.PlusDays(1), Reason = "holiday", WeeklyUntil = monday.PlusDays(21) };
        (await it.SendAsync(command, await it.GuardianAsync())).Value.ShouldBe(new(4, true));
        (await it.QueryAsync(db => db.Absences.OrderBy(a => a.FromDate).Select(a => new { a.FromDate, a.ToDate }).ToListAsync())).Select(a => (a.FromDate, a.ToDate)).ShouldBe(
            [(monday, monday.PlusDays(1)), (monday.PlusDays(7), monday.PlusDays(8)), (monday.PlusDays(14), monday.PlusDays(15)), (monday.PlusDays(21), monday.PlusDays(21))]);
        (await it.SendAsync(command, await it.GuardianAsync())).Value.Periods.ShouldBe(4);
        (await it.QueryAsync(db => db.Absences.CountAsync())).ShouldBe(4, "sent twice is once");
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
    }

    [Fact]
    public async Task A_child_of_others_is_as_if_it_were_not_there()
    {
        await using var it = await Family.CreateAsync();
        var errors = (await it.SendAsync(Sick(Friday) with { ChildNumber = "K7" }, await it.GuardianAsync())).Errors;
        errors.Select(e => (e.Code, e.Field)).ShouldBe((await it.SendAsync(Sick(Friday) with { ChildNumber = "nobody" }, await it.GuardianAsync())).Errors.Select(e => (e.Code, e.Field)));
        (await it.QueryAsync(db => db.Absences.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task What_can_not_be_is_refused_with_its_field()
    {
        await using var it = await Family.CreateAsync();
        var guardian = await it.GuardianAsync();
        await Refused(Sick(Friday.PlusDays(-1)), "attendance.absence-past", "From");
        await Refused(Sick(Friday) with { To = Friday.PlusDays(-1) }, "input.period", "To");
        await Refused(Sick(Friday) with { Reason = "bored" }, "input.invalid", "Reason");
        await Refused(Sick(Friday) with { To = Friday.PlusDays(7), WeeklyUntil = Friday.PlusDays(20) }, "attendance.weekly-too-long", "WeeklyUntil");
        await Refused(Sick(Friday) with { WeeklyUntil = Friday }, "input.period", "WeeklyUntil");
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        await Refused(Sick(Friday), "attendance.present-now-own", "From");

        async Task Refused(ReportOwnAbsence.Command command, string code, string field) =>
            (await it.SendAsync(command, guardian)).Errors.Select(e => (e.Code, e.Field)).ShouldBe([(code, field)]);
    }

    private static ReportOwnAbsence.Command Sick(LocalDate day) => new() { ChildNumber = "K1", From = day, To = day, Reason = "sick" };
}

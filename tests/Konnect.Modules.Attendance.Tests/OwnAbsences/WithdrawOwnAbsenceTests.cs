using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.OwnAbsences;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.OwnAbsences;

public class WithdrawOwnAbsenceTests
{
    private static readonly LocalDate Friday = AttendanceHost.Friday;

    [Fact]
    public async Task From_that_day_on_the_child_is_expected_again()
    {
        await using var it = await Family.CreateAsync();
        it.At(7);
        var guardian = await it.GuardianAsync();
        await it.SendAsync(new ReportOwnAbsence.Command { ChildNumber = "K1", From = Friday, To = Friday.PlusDays(5), Reason = "sick" }, guardian);
        (await it.SendAsync(new WithdrawOwnAbsence.Command { ChildNumber = "K1", From = Friday.PlusDays(3) }, guardian)).IsSuccess.ShouldBeTrue();
        (await it.QueryAsync(db => db.Absences.SingleAsync())).ToDate.ShouldBe(Friday.PlusDays(2));
        await it.SendAsync(new WithdrawOwnAbsence.Command { ChildNumber = "K1", From = Friday }, guardian);
        (await it.BoardAsync("L1-A")).Tiles.Single(t => t.Number == "K1").State.ShouldBe(GetGroupBoard.TileState.Expected);
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
    }

    [Fact]
    public async Task Days_that_are_over_and_children_of_others_stay_as_they_are()
    {
        await using var it = await Family.CreateAsync();
        var guardian = await it.GuardianAsync();
        (await it.SendAsync(new WithdrawOwnAbsence.Command { ChildNumber = "K1", From = Friday.PlusDays(-1) }, guardian)).Errors.Single().Code.ShouldBe("attendance.absence-past");
        (await it.SendAsync(new WithdrawOwnAbsence.Command { ChildNumber = "K7", From = Friday }, guardian)).Errors.Single().Code.ShouldBe("children.unknown");
    }
}

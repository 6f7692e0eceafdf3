using Konnect.Modules.Attendance.DailyAttendance;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class WithdrawAbsenceTests
{
    [Fact]
    public async Task A_child_that_comes_after_all_is_expected_and_earlier_days_stay_absent()
    {
        var files = ("absences.csv", "child_number,from_date,to_date,reason\nK1,2026-11-18,2026-11-24,holiday");
        await using var it = await AttendanceHost.CreateAsync(null, files);
        it.At(8);
        (await it.SendAsync(new WithdrawAbsence.Command { GroupCode = "L1-A", ChildId = it.Child("K1"), From = AttendanceHost.Friday })).IsSuccess.ShouldBeTrue();
        (await it.BoardAsync("L1-A")).Tiles.Single(t => t.Number == "K1").State.ShouldBe(GetGroupBoard.TileState.Expected);
        (await it.QueryAsync(db => db.Absences.SingleAsync())).ToDate.ShouldBe(AttendanceHost.Friday.PlusDays(-1));
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
    }
}

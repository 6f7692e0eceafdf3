using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class GetGroupBoardTests
{
    [Fact]
    public async Task Expected_children_come_first_then_who_is_here_then_who_left()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1", "K2");
        it.At(9);
        await it.LeaveAsync("L1-A", "K1");
        (await it.BoardAsync("L1-A")).Tiles.Select(t => t.State).ShouldBe(
            [GetGroupBoard.TileState.Expected, GetGroupBoard.TileState.Expected, GetGroupBoard.TileState.Expected, GetGroupBoard.TileState.Expected, GetGroupBoard.TileState.Present, GetGroupBoard.TileState.Gone]);
    }

    [Fact]
    public async Task The_board_looks_ahead_to_a_break_that_leaves_too_few()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(10);
        await it.StaffComesAsync("L1-A", "S1");
        await it.StaffComesAsync("L1-A", "S2");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4", "K5", "K6");
        var board = await it.BoardAsync("L1-A");
        board.Ratio!.Status.ShouldBe(RatioStatus.Met);
        var shortage = board.Ahead.First(c => c.Status == RatioStatus.Deviation);
        (shortage.At, shortage.Staff, shortage.Required).ShouldBe((new LocalTime(12, 30), 1, 2));
    }

    [Fact]
    public async Task Out_of_school_care_is_measured_over_the_location()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(15);
        await it.ArriveAsync("L1-S", "K10", "K11");
        (await it.BoardAsync("L1-S")).Scope.Kind.ShouldBe(ScopeKind.Location);
    }

    [Fact]
    public async Task Another_day_shows_that_day_and_no_ratio_of_now()
    {
        await using var it = await AttendanceHost.CreateAsync();
        var board = await it.BoardAsync("L1-A", AttendanceHost.Friday.PlusDays(-1));
        (board.IsToday, board.Ratio, board.Tiles.Count).ShouldBe((false, null, 6));
    }

    [Fact]
    public async Task A_closed_day_expects_nobody()
    {
        await using var it = await AttendanceHost.CreateAsync(null, ("calendar.csv", "location_code,date,kind,reason\nL1,2026-11-20,closed,Studiedag"));
        var board = await it.BoardAsync("L1-A");
        (board.Plan.IsClosed, board.Plan.Reason, board.Tiles.Count).ShouldBe((true, "Studiedag", 0));
    }
}

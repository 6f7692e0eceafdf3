using Konnect.Modules.Attendance.DailyAttendance;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class UndoTapsTests
{
    [Fact]
    public async Task An_arrival_taken_back_counts_nowhere_and_leaves_a_trace()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var presence = (await it.ArriveAsync("L1-A", "K1")).Value.TapIds;
        (await it.SendAsync(new UndoTaps.Command { GroupCode = "L1-A", TapIds = presence })).IsSuccess.ShouldBeTrue();
        (await it.BoardAsync("L1-A")).Tiles.Single(t => t.Number == "K1").State.ShouldBe(GetGroupBoard.TileState.Expected);
        var kept = await it.QueryAsync(db => db.ChildPresences.IgnoreQueryFilters().Include(p => p.Corrections).SingleAsync());
        (kept.WithdrawnAt is not null, kept.Corrections.Single().IsUndo, kept.IsCorrected).ShouldBe((true, true, false));
    }

    [Fact]
    public async Task A_departure_taken_back_makes_the_child_present_again()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        it.At(17);
        var presence = (await it.LeaveAsync("L1-A", "K1")).Value.TapIds;
        await it.SendAsync(new UndoTaps.Command { GroupCode = "L1-A", TapIds = presence });
        (await it.BoardAsync("L1-A")).Tiles.Single(t => t.Number == "K1").State.ShouldBe(GetGroupBoard.TileState.Present);
    }

    [Fact]
    public async Task A_move_taken_back_puts_the_child_back_on_the_former_group()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K4");
        it.At(9);
        var moved = (await it.ArriveAsync("L1-B", "K4")).Value.TapIds;
        await it.SendAsync(new UndoTaps.Command { GroupCode = "L1-B", TapIds = moved });
        var standing = await it.QueryAsync(db => db.ChildPresences.SingleAsync());
        (standing.GroupCode, standing.IsOpen).ShouldBe(("L1-A", true));
    }

    [Fact]
    public async Task Later_than_five_minutes_it_is_a_correction()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var presence = (await it.ArriveAsync("L1-A", "K1")).Value.TapIds;
        it.At(8, 6);
        (await it.SendAsync(new UndoTaps.Command { GroupCode = "L1-A", TapIds = presence })).Errors.Single().Code.ShouldBe("attendance.undo-too-late");
    }
}

using Konnect.Modules.Attendance.DailyAttendance;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class CheckOutChildrenTests
{
    [Fact]
    public async Task A_child_leaves_once_and_the_second_tap_answers_the_same()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        it.At(17);
        var first = await it.LeaveAsync("L1-A", "K1");
        it.At(17, 1);
        (await it.LeaveAsync("L1-A", "K1")).Value.TapIds.ShouldBe(first.Value.TapIds);
        (await it.QueryAsync(db => db.ChildPresences.SingleAsync())).DepartedAt!.Value.ToString("HH:mm", null).ShouldBe("16:00");
        (await it.BoardAsync("L1-A")).Tiles.Single(t => t.Number == "K1").State.ShouldBe(GetGroupBoard.TileState.Gone);
    }

    [Fact]
    public async Task Who_never_came_cannot_leave_and_then_nobody_leaves()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        (await it.LeaveAsync("L1-A", "K1", "K2")).Errors.Single().Code.ShouldBe("attendance.not-present");
        (await it.QueryAsync(db => db.ChildPresences.SingleAsync())).DepartedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_departure_before_the_arrival_is_refused()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(9);
        await it.ArriveAsync("L1-A", "K1");
        var refused = await it.SendAsync(new CheckOutChildren.Command { GroupCode = "L1-A", ChildIds = [it.Child("K1")], At = new LocalTime(8, 30) });
        refused.Errors.Single().Code.ShouldBe("attendance.departure-before-arrival");
    }
}

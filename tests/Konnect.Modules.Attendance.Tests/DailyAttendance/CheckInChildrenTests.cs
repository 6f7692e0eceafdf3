using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Domain.Ratio;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class CheckInChildrenTests
{
    [Fact]
    public async Task A_child_that_arrives_is_on_the_board_and_changes_the_ratio()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.StaffComesAsync("L1-A", "S1");
        (await it.ArriveAsync("L1-A", "K1", "K2", "K3")).IsSuccess.ShouldBeTrue();
        var before = (await it.BoardAsync("L1-A")).Ratio!;
        (before.Children, before.Staff, before.Required, before.Status).ShouldBe((3, 1, 1, RatioStatus.Met));

        it.At(8, 10);
        await it.ArriveAsync("L1-A", "K4");
        await it.ArriveAsync("L1-A", "K5");

        var board = await it.BoardAsync("L1-A");
        board.Count(GetGroupBoard.TileState.Present).ShouldBe(5);
        (board.Ratio!.Children, board.Ratio.Staff, board.Ratio.Required, board.Ratio.Status).ShouldBe((5, 1, 2, RatioStatus.Deviation));
    }

    [Fact]
    public async Task The_same_request_sent_twice_is_one_presence_and_one_answer()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var command = new CheckInChildren.Command { RequestId = Guid.NewGuid(), GroupCode = "L1-A", ChildIds = [it.Child("K1")] };
        var answers = await Task.WhenAll(it.SendAsync(command), it.SendAsync(command));
        answers[0].Value.TapIds.ShouldBe(answers[1].Value.TapIds);
        (await it.QueryAsync(db => db.ChildPresences.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_tap_on_a_child_that_is_here_changes_nothing()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var first = await it.ArriveAsync("L1-A", "K1");
        it.At(8, 5);
        (await it.ArriveAsync("L1-A", "K1")).Value.TapIds.ShouldBe(first.Value.TapIds);
        (await it.QueryAsync(db => db.ChildPresences.SingleAsync())).DepartedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_child_that_comes_from_another_group_moves_and_both_times_are_kept()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K4");
        it.At(9, 15);
        await it.ArriveAsync("L1-B", "K4");
        var presences = await it.QueryAsync(db => db.ChildPresences.OrderBy(p => p.ArrivedAt).ToListAsync());
        presences.Count.ShouldBe(2);
        presences[0].DepartedAt.ShouldBe(presences[1].ArrivedAt);
        presences[1].GroupCode.ShouldBe("L1-B");
        (await it.BoardAsync("L1-A")).Tiles.Single(t => t.Number == "K4").State.ShouldBe(GetGroupBoard.TileState.Elsewhere);
    }

    [Theory]
    [InlineData("K7", "attendance.child-unknown")]
    [InlineData("K20", "attendance.child-unknown")]
    public async Task A_practitioner_cannot_register_a_child_of_another_group_or_location(string number, string code)
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var refused = await it.SendAsync(new CheckInChildren.Command { RequestId = Guid.NewGuid(), GroupCode = "L1-A", ChildIds = [it.Child(number)] }, AttendanceHost.OfGroupA);
        refused.Errors.Single().Code.ShouldBe(code);
        (await it.QueryAsync(db => db.ChildPresences.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_group_outside_the_scope_is_as_unknown_as_one_that_does_not_exist()
    {
        await using var it = await AttendanceHost.CreateAsync();
        foreach (var group in new[] { "L1-B", "L9-X" })
        {
            var refused = await it.SendAsync(new CheckInChildren.Command { RequestId = Guid.NewGuid(), GroupCode = group, ChildIds = [it.Child("K7")] }, AttendanceHost.OfGroupA);
            refused.Errors.Single().Code.ShouldBe("attendance.group-unknown");
        }
    }

    [Fact]
    public async Task One_unknown_child_among_several_registers_nobody()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var refused = await it.SendAsync(new CheckInChildren.Command { RequestId = Guid.NewGuid(), GroupCode = "L1-A", ChildIds = [it.Child("K1"), Guid.NewGuid()] });
        refused.IsSuccess.ShouldBeFalse();
        (await it.QueryAsync(db => db.ChildPresences.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_time_that_has_not_come_is_refused_and_an_earlier_one_is_taken()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var command = new CheckInChildren.Command { RequestId = Guid.NewGuid(), GroupCode = "L1-A", ChildIds = [it.Child("K1")], At = new LocalTime(8, 30) };
        (await it.SendAsync(command)).Errors.Single().Code.ShouldBe("attendance.in-the-future");
        (await it.SendAsync(command with { At = new LocalTime(7, 40) })).IsSuccess.ShouldBeTrue();
        (await it.QueryAsync(db => db.ChildPresences.SingleAsync())).ArrivedAt.ToString("HH:mm", null).ShouldBe("06:40");
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_registered()
    {
        await using var it = await AttendanceHost.CreateAsync();
        var refused = await it.SendAsync(new CheckInChildren.Command { RequestId = Guid.NewGuid(), GroupCode = "L1-A", ChildIds = [it.Child("K1")] }, AttendanceHost.OfGroupA with { Permissions = [] });
        refused.Errors.Single().Code.ShouldBe("access.not-allowed");
    }
}

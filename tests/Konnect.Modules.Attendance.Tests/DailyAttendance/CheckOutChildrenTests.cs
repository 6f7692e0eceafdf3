using Konnect.Modules.Attendance.CollectorRules;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Taps;
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

    [Fact]
    public async Task Who_takes_the_child_is_kept_with_the_departure_as_it_was_then()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        var oma = await it.ChoiceAsync("L1-A", "K1", "Oma Corrie", identified: true);
        it.At(17);
        (await it.LeaveAsync("L1-A", oma, null, "K1")).IsSuccess.ShouldBeTrue();
        var told = (await it.QueryAsync(db => db.ChildTaps.SingleAsync(t => t.Kind == TapKind.Out))).Collected!;
        (told.Id, told.Name, told.Relation, told.Reason, told.IsIdentified).ShouldBe((oma.Id, "Oma Corrie", "oma", null, true));
    }

    [Fact]
    public async Task Somebody_else_needs_a_name_and_why()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        it.At(17);
        (await it.LeaveAsync("L1-A", Pickups.Other(" ", ""), null, "K1")).Errors.Select(e => e.Code).ShouldBe(["attendance.collector-name", "attendance.collector-why"]);
        (await it.LeaveAsync("L1-A", new CollectorChoice { IsIdentified = true }, null, "K1")).Errors.Single().Code.ShouldBe("attendance.collector-asked");
        (await it.LeaveAsync("L1-A", Pickups.Other("Buurman Jan") with { Id = Guid.NewGuid() }, null, "K1")).Errors.Single().Code.ShouldBe("attendance.collector-two");
        (await it.LeaveAsync("L1-A", Pickups.Other(" Buurman Jan "), null, "K1")).IsSuccess.ShouldBeTrue();
        (await it.QueryAsync(db => db.ChildTaps.SingleAsync(t => t.Kind == TapKind.Out))).Collected.ShouldBe(new Collected(null, "Buurman Jan", null, "Moeder belde om half vijf.", false));
    }

    [Theory]
    [InlineData("René van der Veen")]
    [InlineData("rene vanderveen")]
    [InlineData("RENE van-der-Veen.")]
    public async Task Who_may_not_take_the_child_is_refused_chosen_or_named(string name)
    {
        await using var it = await Pickups.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        it.At(17);
        foreach (var choice in new[] { await it.ChoiceAsync("L1-A", "K1", "René van der Veen"), Pickups.Other(name) })
            (await it.LeaveAsync("L1-A", choice, null, "K1")).Errors.Single().Code.ShouldBe("attendance.collector-barred");
        (await it.QueryAsync(db => db.ChildPresences.SingleAsync())).DepartedAt.ShouldBeNull();
        (await it.LeaveAsync("L1-A", Pickups.Other("René de Veen"), null, "K1")).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Somebody_of_another_child_is_unknown_here_and_a_child_of_another_group_can_t_be_handed_over()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        await it.ArriveAsync("L1-B", "K7");
        var noor = await it.ChoiceAsync("L1-B", "K7", "Noor Bakker");
        it.At(17);
        (await it.LeaveAsync("L1-A", noor, null, "K1")).Errors.Single().Code.ShouldBe("attendance.collector-unknown");
        (await it.LeaveAsync("L1-B", noor, AttendanceHost.OfGroupA, "K7")).Errors.Single().Code.ShouldBe("attendance.group-unknown");
        (await it.LeaveAsync("L1-A", noor, AttendanceHost.OfGroupA, "K7")).Errors.Single().Code.ShouldBe("attendance.not-present");
        (await it.QueryAsync(db => db.ChildPresences.CountAsync(p => p.DepartedAt == null))).ShouldBe(2);
    }

    [Fact]
    public async Task When_it_is_always_asked_one_child_waits_for_it_and_several_at_once_do_not()
    {
        await using var it = await Pickups.CreateAsync();
        await it.SendAsync(new SetCollectorRule.Command { Ask = "always" });
        it.At(8);
        await it.ArriveAsync("L1-A", "K1", "K2", "K3");
        it.At(17);
        (await it.LeaveAsync("L1-A", "K1")).Errors.Single().Code.ShouldBe("attendance.collector-asked");
        (await it.LeaveAsync("L1-A", "K2", "K3")).IsSuccess.ShouldBeTrue();
        (await it.LeaveAsync("L1-A", await it.ChoiceAsync("L1-A", "K1", "Zoë Zandbergen"), null, "K1")).IsSuccess.ShouldBeTrue();
        // Who has left stays as registered, and is asked nothing again.
        (await it.LeaveAsync("L1-A", "K1")).IsSuccess.ShouldBeTrue();
        (await it.LeaveAsync("L1-A", Pickups.Other("Jan"), null, "K1", "K2")).Errors.Single().Code.ShouldBe("attendance.collector-one-child");
    }

    [Fact]
    public async Task When_it_is_never_asked_nothing_is_kept()
    {
        await using var it = await Pickups.CreateAsync();
        await it.SendAsync(new SetCollectorRule.Command { Ask = "never" });
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        it.At(17);
        (await it.LeaveAsync("L1-A", Pickups.Other("Buurman Jan"), null, "K1")).IsSuccess.ShouldBeTrue();
        (await it.QueryAsync(db => db.ChildTaps.SingleAsync(t => t.Kind == TapKind.Out))).Collected.ShouldBeNull();
    }
}

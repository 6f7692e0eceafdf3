using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Attendance.Sleep;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Sleep;

public class ChangeSleepTests
{
    [Fact]
    public async Task A_child_sleeps_is_looked_at_and_wakes()
    {
        await using var it = await BabiesAsync();
        it.At(9, 30);
        (await ChangeAsync(it, "asleep", "K1", "K2")).IsSuccess.ShouldBeTrue();
        it.At(9, 44);
        (await SleepAsync(it)).Asleep.Select(s => (s.Child.Number, s.DueAt, s.IsDue)).ShouldBe([("K1", new LocalTime(9, 45), false), ("K2", new LocalTime(9, 45), false)], ignoreOrder: true);
        it.At(9, 45);
        (await it.BoardAsync("L1-A")).Asleep.ShouldBe(new(2, new LocalTime(9, 45), true));
        await ChangeAsync(it, "looked", "K1");
        var asleep = (await SleepAsync(it)).Asleep;
        asleep.Select(s => s.Child.Number).ShouldBe(["K2", "K1"], "who is to be looked at first comes first");
        (asleep[1].DueAt, asleep[1].Checks.Single().At).ShouldBe((new LocalTime(10, 0), new LocalTime(9, 45)));
        it.At(10, 10);
        await ChangeAsync(it, "awake", "K1");
        var sleep = await SleepAsync(it);
        sleep.Over.Select(n => (n.Child.Number, n.From, n.To, n.Checks.Count)).ShouldBe([("K1", new LocalTime(9, 30), new LocalTime(10, 10), 1)]);
        sleep.Awake.Select(c => c.Number).ShouldBe(["K3", "K1"]);
    }

    [Fact]
    public async Task A_second_tap_changes_nothing()
    {
        await using var it = await BabiesAsync();
        await ChangeAsync(it, "asleep", "K1");
        await ChangeAsync(it, "asleep", "K1");
        await ChangeAsync(it, "looked", "K1");
        await ChangeAsync(it, "looked", "K1");
        await ChangeAsync(it, "looked", "K2");
        await ChangeAsync(it, "awake", "K2");
        (await it.QueryAsync(db => db.Naps.Include(n => n.Checks).SingleAsync())).Checks.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_child_that_went_home_does_not_sleep_any_more()
    {
        await using var it = await BabiesAsync();
        await ChangeAsync(it, "asleep", "K1");
        it.At(10);
        await it.LeaveAsync("L1-A", "K1");
        var sleep = await SleepAsync(it);
        sleep.Asleep.ShouldBeEmpty();
        sleep.Over.Single().To.ShouldBe(new LocalTime(10, 0));
        (await it.BoardAsync("L1-A")).Asleep.ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_not_there_and_groups_of_others_are_refused()
    {
        await using var it = await BabiesAsync();
        (await ChangeAsync(it, "asleep", "K4")).Errors.Single().Code.ShouldBe("attendance.not-present");
        (await ChangeAsync(it, "asleep", "K1", "K4")).Errors.Single().Code.ShouldBe("attendance.not-present");
        (await it.QueryAsync(db => db.Naps.CountAsync())).ShouldBe(0);
        (await ChangeAsync(it, "dreams", "K1")).Errors.Single().Field.ShouldBe("What");
        (await it.SendAsync(new ChangeSleep.Command { GroupCode = "L1-B", ChildIds = [it.Child("K1")], What = "asleep" }, AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.group-unknown");
    }

    internal static async Task<AttendanceHost> BabiesAsync()
    {
        var it = await AttendanceHost.CreateAsync();
        it.At(9);
        await it.ArriveAsync("L1-A", "K1", "K2", "K3");
        return it;
    }

    private static Task<Result<Done>> ChangeAsync(AttendanceHost it, string what, params string[] numbers) =>
        it.SendAsync(new ChangeSleep.Command { GroupCode = "L1-A", ChildIds = [.. numbers.Select(it.Child)], What = what });

    private static async Task<GetSleep.Response> SleepAsync(AttendanceHost it) => (await it.SendAsync(new GetSleep.Query("L1-A"))).Value;
}

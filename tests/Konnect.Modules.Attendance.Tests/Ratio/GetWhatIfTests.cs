using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Attendance.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Ratio;

public class GetWhatIfTests
{
    [Fact]
    public async Task A_child_that_stays_longer_than_the_staff_is_told()
    {
        await using var it = await DayAsync();
        var answer = await AskAsync(it, new GetWhatIf.Change("child", "K1", true, null, new LocalTime(18, 45)));
        answer.Expected.ShortMinutes.ShouldBe(30);
        var then = answer.Then.ShouldNotBeNull();
        then.Status.ShouldBe(RatioStatus.Breach);
        var last = then.Day[^1];
        (last.From, last.To, last.Children, last.Staff, last.Status).ShouldBe((new LocalTime(18, 30), new LocalTime(18, 45), 1, 0, RatioStatus.Breach));
        answer.Changes.Single().Name.ShouldBe("Kind1");
    }

    [Fact]
    public async Task One_more_during_the_break_takes_the_shortage_away()
    {
        await using var it = await DayAsync();
        var then = (await AskAsync(it, new GetWhatIf.Change("staff", "S3", true, new LocalTime(12, 0), new LocalTime(14, 0)))).Then.ShouldNotBeNull();
        (then.Status, then.ShortMinutes).ShouldBe((RatioStatus.Met, 0));
    }

    [Fact]
    public async Task Who_does_not_count_does_not_help()
    {
        await using var it = await DayAsync();
        (await AskAsync(it, new GetWhatIf.Change("staff", "S4", true, new LocalTime(12, 0), new LocalTime(14, 0)))).Then!.ShortMinutes.ShouldBe(30);
    }

    [Fact]
    public async Task One_more_baby_on_a_day_ahead_is_judged_by_the_plan()
    {
        await using var it = await AttendanceHost.CreateAsync(null, ("roster.csv", "staff_number,group_code,date,start_time,end_time,break_start,break_end\nS1,L1-A,2026-11-24,07:30,18:30,,\nS2,L1-A,2026-11-24,07:30,18:30,,"));
        var tuesday = AttendanceHost.Friday.PlusDays(4);
        (await it.SendAsync(new GetWhatIf.Query("L1-A", tuesday))).Value.Expected.Status.ShouldBe(RatioStatus.Met);
        var babies = Enumerable.Repeat(new GetWhatIf.Change("age", "0", true, new LocalTime(9, 0), new LocalTime(16, 0)), 4).ToList();
        var answer = (await it.SendAsync(new GetWhatIf.Query("L1-A", tuesday) { Changes = babies })).Value;
        answer.Then!.Day.Max(s => s.Required).ShouldBe(3);
        answer.Then.Day.Max(s => s.Children).ShouldBe(10);
    }

    [Fact]
    public async Task The_past_somebody_unknown_and_other_groups_are_refused()
    {
        await using var it = await DayAsync();
        (await it.SendAsync(new GetWhatIf.Query("L1-A", AttendanceHost.Friday.PlusDays(-1)))).Errors.Single().Code.ShouldBe("attendance.what-if-past");
        (await it.SendAsync(new GetWhatIf.Query("L1-A", null) { Changes = [new("child", "K20", true, null, null)] })).Errors.Single().Code.ShouldBe("attendance.what-if-who");
        (await it.SendAsync(new GetWhatIf.Query("L1-A", null) { Changes = [new("age", "-1", true, null, null)] })).Errors.Single().Code.ShouldBe("input.invalid");
        (await it.SendAsync(new GetWhatIf.Query("L1-A", null) { Changes = [new("age", "1", true, new LocalTime(12, 0), new LocalTime(11, 0))] })).Errors.Single().Code.ShouldBe("input.period");
        (await it.SendAsync(new GetWhatIf.Query("L1-A", null) { Changes = [.. Enumerable.Repeat(new GetWhatIf.Change("age", "1", true, null, null), 13)] })).Errors.Single().Code.ShouldBe("attendance.what-if-many");
        (await it.SendAsync(new GetWhatIf.Query("L1-B", null), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.group-unknown");
    }

    [Fact]
    public async Task Nothing_is_kept()
    {
        await using var it = await DayAsync();
        var before = await it.BoardAsync("L1-A");
        await AskAsync(it, new GetWhatIf.Change("child", "K1", false, null, null));
        (await it.BoardAsync("L1-A")).Tiles.Select(t => (t.Number, t.State)).ShouldBe(before.Tiles.Select(t => (t.Number, t.State)));
    }

    private static async Task<AttendanceHost> DayAsync()
    {
        var it = await AttendanceHost.CreateAsync();
        it.At(10);
        await it.StaffComesAsync("L1-A", "S1");
        await it.StaffComesAsync("L1-A", "S2");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4", "K5", "K6");
        return it;
    }

    private static async Task<GetWhatIf.Response> AskAsync(AttendanceHost it, params GetWhatIf.Change[] changes) => (await it.SendAsync(new GetWhatIf.Query("L1-A", null) { Changes = changes })).Value;
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Corrections;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Today;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class SyncTapsTests
{
    [Fact]
    public async Task Taps_that_waited_hold_from_when_they_were_tapped_and_once_however_often_they_are_sent()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(9);
        var taps = new[] { Tap(it, "in", "K1", 8), Tap(it, "in", "K2", 8, 5), Tap(it, "out", "K1", 8, 30) };
        (await SendAsync(it, taps)).ShouldBe([null, null, null]);
        (await SendAsync(it, [.. taps.Reverse()])).ShouldBe([null, null, null]);
        (await PresencesAsync(it)).ShouldBe("K1 A 08:00-08:30, K2 A 08:05-");
        (await it.QueryAsync(db => db.ChildTaps.CountAsync())).ShouldBe(3);
    }

    [Fact]
    public async Task A_tap_that_was_taken_is_no_other_when_it_is_sent_with_another_time_or_of_somebody_else()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(9);
        var tap = Tap(it, "in", "K1", 8);
        (await SendAsync(it, tap, tap)).ShouldBe([null, null]);
        (await SendAsync(it, tap with { At = tap.At - Duration.FromDays(1) })).ShouldBe([null]);
        (await SendAsync(it, tap with { PersonId = it.Child("K2") }, tap with { Kind = "staff-in", PersonId = it.Staff("S1") })).ShouldBe([null, null]);
        (await PresencesAsync(it)).ShouldBe("K1 A 08:00-");
    }

    [Fact]
    public async Task A_tap_that_comes_late_changes_what_was_registered_and_leaves_a_trace()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        it.At(16, 25);
        await it.LeaveAsync("L1-A", "K1");
        it.At(17);
        (await SendAsync(it, Tap(it, "out", "K1", 16, 10))).ShouldBe([null]);
        (await PresencesAsync(it)).ShouldBe("K1 A 08:00-16:10");
        var trace = await it.QueryAsync(db => db.ChildPresences.Include(p => p.Corrections).SingleAsync());
        (trace.Corrections.Single().Reason, trace.Corrections.Single().IsUndo, trace.IsCorrected).ShouldBe((PresenceCorrection.LateTap, true, false));
        trace.Corrections.Single().OldDepartedAt.ShouldBe(Instant(16, 25));
        (await it.QueryAsync(db => db.ChildTaps.Where(t => t.Outcome == TapOutcome.Overruled).Select(t => t.At).SingleAsync())).ShouldBe(Instant(16, 25));
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0, "the facts follow by themselves");
    }

    [Fact]
    public async Task Two_departures_are_shown_until_somebody_has_looked()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var presence = (await it.ArriveAsync("L1-A", "K1")).Value.TapIds.Single();
        it.At(17);
        await SendAsync(it, Tap(it, "out", "K1", 16, 10), Tap(it, "out", "K1", 16, 25));
        var shown = (await it.SendAsync(new GetToday.Query(null))).Value.Contradictions.ShouldHaveSingleItem();
        (shown.PresenceId, shown.At, shown.IsArrival).ShouldBe((presence, new LocalTime(16, 25), false));
        (await it.SendAsync(new GetPresence.Query(presence, false))).Value.Taps.Select(t => (t.At, t.IsOverruled)).ShouldBe([(new LocalTime(8, 0), false), (new LocalTime(16, 10), false), (new LocalTime(16, 25), true)]);

        await it.SendAsync(new CorrectPresence.Command { Id = presence, GroupCode = "L1-A", ArrivedAt = new(8, 0), DepartedAt = new(16, 25), Reason = "nagevraagd" });
        (await it.SendAsync(new GetToday.Query(null))).Value.Contradictions.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_corrected_by_hand_stands_whatever_comes_late()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var presence = (await it.ArriveAsync("L1-A", "K1")).Value.TapIds.Single();
        it.At(17);
        await it.SendAsync(new CorrectPresence.Command { Id = presence, GroupCode = "L1-A", ArrivedAt = new(8, 0), DepartedAt = new(16, 0), Reason = "vergeten uit te checken" });
        it.At(17, 5);
        (await SendAsync(it, Tap(it, "out", "K1", 12), Tap(it, "in", "K1", 16, 30))).ShouldBe([null, null]);
        (await PresencesAsync(it)).ShouldBe("K1 A 08:00-16:00, K1 A 16:30-");
    }

    [Fact]
    public async Task A_clock_that_is_ten_minutes_ahead_is_taken_out_and_marked()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(9);
        var answer = await it.SendAsync(new SyncTaps.Command
        {
            SentAt = Instant(9, 10),
            Taps = [Tap(it, "in", "K1", 8, 10) with { AheadSeconds = 600 }],
        });
        answer.Value.Answers.Single().Refusal.ShouldBeNull();
        (await PresencesAsync(it)).ShouldBe("K1 A 08:00-");
        (await it.QueryAsync(db => db.ChildTaps.SingleAsync())).IsClockCorrected.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_is_refused_keeps_no_other_from_being_taken()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(9);
        var stranger = Tap(it, "in", "K20", 8);
        var answers = await SendAsync(it, AttendanceHost.OfGroupA, stranger, Tap(it, "in", "K1", 8), Tap(it, "in", "K1", 8) with { GroupCode = "L1-B" }, Tap(it, "in", "K1", 8) with { GroupCode = "L9-X" },
            Tap(it, "staff-in", "S1", 8), Tap(it, "in", "K2", 8) with { At = Instant(8, 0) - Duration.FromDays(20) });
        answers.ShouldBe(["attendance.child-unknown", null, "attendance.group-unknown", "attendance.group-unknown", "attendance.needs-pin", "attendance.tap-too-old"]);
        (await PresencesAsync(it)).ShouldBe("K1 A 08:00-");
    }

    [Fact]
    public async Task An_absence_that_was_told_last_holds_and_who_is_there_is_not_absent()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(10);
        (await SendAsync(it, Tap(it, "sick", "K1", 8), Tap(it, "in", "K2", 8), Tap(it, "sick", "K2", 8, 30), Tap(it, "sick", "K3", 8), Tap(it, "back", "K3", 9))).ShouldBe([null, null, "attendance.present-now", null, null]);
        (await it.QueryAsync(db => db.Absences.Select(a => a.ChildId).ToListAsync())).ShouldBe([it.Child("K1")]);
        (await SendAsync(it, Tap(it, "back", "K1", 7))).ShouldBe([null]);
        (await it.QueryAsync(db => db.Absences.CountAsync())).ShouldBe(1, "it was told before the child was reported ill");
    }

    [Fact]
    public async Task Staff_come_and_go_by_taps_that_waited()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(12);
        (await SendAsync(it, Tap(it, "staff-out", "S1", 11), Tap(it, "staff-in", "S1", 8))).ShouldBe([null, null]);
        var presence = await it.QueryAsync(db => db.StaffPresences.SingleAsync());
        (presence.ArrivedAt, presence.DepartedAt).ShouldBe((Instant(8, 0), Instant(11, 0)));
    }

    [Fact]
    public async Task A_break_is_a_break_until_who_had_it_is_back()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(12);
        var away = Tap(it, "staff-break", "S1", 11, 45);
        (await SendAsync(it, Tap(it, "staff-in", "S1", 8), away)).ShouldBe([null, null]);
        (await SendAsync(it, away)).ShouldBe([null]);
        var board = await it.BoardAsync("L1-A");
        board.Breaks.Select(m => (m.StaffId, m.Since)).ShouldBe([(it.Staff("S1"), new LocalTime(11, 45))]);
        (await it.QueryAsync(db => db.StaffTaps.Where(t => t.IsBreak).Select(t => t.At).SingleAsync())).ShouldBe(Instant(11, 45));
        it.At(12, 30);
        (await SendAsync(it, Tap(it, "staff-in", "S1", 12, 15))).ShouldBe([null]);
        (await it.BoardAsync("L1-A")).Breaks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_takes_a_child_home_comes_with_the_tap()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(17);
        var granny = await it.ChoiceAsync("L1-A", "K1", "Oma Corrie", identified: true);
        var left = Tap(it, "out", "K1", 16) with { Collector = granny };
        (await SendAsync(it, Tap(it, "in", "K1", 8), Tap(it, "in", "K2", 8), left, Tap(it, "out", "K2", 16, 5) with { Collector = Pickups.Other("Buurvrouw Ans") })).ShouldBe([null, null, null, null]);
        (await SendAsync(it, left with { Collector = Pickups.Other("Iemand") })).ShouldBe([null], "it was told once");
        (await it.QueryAsync(db => db.ChildTaps.Where(t => t.Kind == TapKind.Out).OrderBy(t => t.At).ToListAsync())).Select(t => (t.CollectedBy, t.CollectorReason, t.IsIdentified))
            .ShouldBe([("Oma Corrie", null, true), ("Buurvrouw Ans", "Moeder belde om half vijf.", false)]);
    }

    [Fact]
    public async Task A_code_of_who_may_collect_once_is_not_taken_from_a_device_that_was_away()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(17);
        var (permit, code) = await it.PermitAsync();
        (await SendAsync(it, Tap(it, "in", "K1", 8), Tap(it, "out", "K1", 16) with { Collector = new() { Id = permit, Code = code } })).ShouldBe([null, "children.permit-code"]);
        (await it.PermitsAsync()).ShouldHaveSingleItem().TriesLeft.ShouldBe(5, "neither used up nor tried");
        (await it.QueryAsync(db => db.ChildTaps.CountAsync(t => t.CollectedBy != null))).ShouldBe(0);
    }

    [Fact]
    public async Task Who_may_not_take_a_child_is_not_kept_as_who_did_and_the_child_has_left_all_the_same()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(17);
        var father = (await it.PeopleAsync("L1-A", "K1")).Single(p => !p.IsAllowed);
        await SendAsync(it, Tap(it, "in", "K1", 8), Tap(it, "in", "K2", 8), Tap(it, "in", "K3", 8));
        (await SendAsync(it, Tap(it, "out", "K1", 16) with { Collector = new() { Id = father.Id } }, Tap(it, "out", "K2", 16) with { Collector = new() { Id = Guid.NewGuid() } }, Tap(it, "out", "K3", 16) with { Collector = new() { IsOther = true, OtherName = "Ans" } }))
            .ShouldBe(["attendance.collector-barred", "attendance.collector-unknown", "attendance.collector-why"]);
        (await PresencesAsync(it)).ShouldBe("K1 A 08:00-16:00, K2 A 08:00-16:00, K3 A 08:00-16:00");
        (await it.QueryAsync(db => db.ChildTaps.CountAsync(t => t.CollectedBy != null))).ShouldBe(0);

        await SendAsync(it, Tap(it, "in", "K1", 16, 10), Tap(it, "out", "K1", 16, 20) with { Collector = Pickups.Other(father.Name.ToUpperInvariant()) });
        (await it.QueryAsync(db => db.ChildTaps.CountAsync(t => t.CollectedBy != null))).ShouldBe(0, "by name neither");
    }

    [Fact]
    public async Task An_organisation_that_does_not_ask_keeps_nobody()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(17);
        await it.SendAsync(new Konnect.Modules.Attendance.CollectorRules.SetCollectorRule.Command { Ask = "never" });
        (await SendAsync(it, Tap(it, "in", "K1", 8), Tap(it, "out", "K1", 16) with { Collector = Pickups.Other("Ans") })).ShouldBe([null, null]);
        (await it.QueryAsync(db => db.ChildTaps.CountAsync(t => t.CollectedBy != null))).ShouldBe(0);
    }

    [Theory]
    [InlineData("", "K1")]
    [InlineData("fly", "K1")]
    public async Task A_kind_that_is_none_is_refused_whole(string kind, string child)
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(9);
        (await it.SendAsync(new SyncTaps.Command { SentAt = Instant(9, 0), Taps = [Tap(it, kind, child, 8)] })).IsSuccess.ShouldBeFalse();
        (await it.SendAsync(new SyncTaps.Command { SentAt = Instant(9, 0) })).IsSuccess.ShouldBeFalse();
    }

    /// <summary>Three tablets, 500 taps each at random on five children and two groups, sent whenever a network happens to be there: what stands is what all of them say in the order of their times.</summary>
    [Fact]
    public async Task Three_tablets_that_are_cut_off_at_random_agree_on_the_union_in_order_of_time()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(18);
        var random = new Random(5);
        string[] children = ["K1", "K2", "K3", "K4", "K5"];
        var seconds = Enumerable.Range(0, 10 * 3600).OrderBy(_ => random.Next()).Take(1500).ToArray();
        var tablets = Enumerable.Range(0, 3).Select(tablet => seconds.Skip(tablet * 500).Take(500).Order()
            .Select(second => Tap(it, random.Next(2) == 0 ? "in" : "out", children[random.Next(5)], 8) with { GroupCode = random.Next(2) == 0 ? "L1-A" : "L1-B", At = Instant(8, 0) + Duration.FromSeconds(second) }).ToList()).ToList();
        var waiting = tablets.Select(taps => new Queue<SyncTaps.SentTap>(taps)).ToList();
        while (waiting.Exists(q => q.Count > 0))
        {
            var queue = waiting[random.Next(3)];
            var batch = Enumerable.Range(0, Math.Min(queue.Count, random.Next(1, 60))).Select(_ => queue.Dequeue()).ToList();
            if (batch.Count == 0)
                continue;
            (await SendAsync(it, [.. batch])).ShouldAllBe(refusal => refusal == null);
            if (random.Next(4) == 0)
                await SendAsync(it, [.. batch]);
        }

        var expected = children.SelectMany(child => TapFold.Of(
            tablets.SelectMany(t => t).Where(t => t.PersonId == it.Child(child)).Select(t => new ChildTap
            {
                Id = t.Id, ChildId = t.PersonId, Kind = t.Kind == "in" ? TapKind.In : TapKind.Out, LocationCode = "L1", GroupCode = t.GroupCode,
                Date = AttendanceHost.Friday, At = t.At, RegisteredAt = t.At, SentBy = "",
            }), []).Select(s => (s.Id, s.GroupCode, s.From, s.To)));
        (await it.QueryAsync(db => db.ChildPresences.ToListAsync())).Select(p => (p.Id, p.GroupCode, p.ArrivedAt, p.DepartedAt)).OrderBy(p => p.Id).ShouldBe(expected.OrderBy(p => p.Id));
        (await it.QueryAsync(db => db.ChildTaps.CountAsync())).ShouldBe(1500);
    }

    private static SyncTaps.SentTap Tap(AttendanceHost it, string kind, string number, int hour, int minute = 0) =>
        new(Guid.NewGuid(), kind, "L1-A", number[0] == 'S' ? it.Staff(number) : it.Child(number), Instant(hour, minute), 0);

    private static Instant Instant(int hour, int minute) => AttendanceHost.Friday.At(new LocalTime(hour, minute)).InZoneLeniently(KonnectHost.Zone).ToInstant();

    private static Task<IReadOnlyList<string?>> SendAsync(AttendanceHost it, params SyncTaps.SentTap[] taps) => SendAsync(it, null, taps);

    private static async Task<IReadOnlyList<string?>> SendAsync(AttendanceHost it, ICurrentUser? user, params SyncTaps.SentTap[] taps) =>
        [.. (await it.SendAsync(new SyncTaps.Command { SentAt = it.Host.Clock.Now, Taps = taps }, user)).Value.Answers.Select(a => a.Refusal?.Code)];

    private static async Task<string> PresencesAsync(AttendanceHost it)
    {
        var presences = await it.QueryAsync(db => db.ChildPresences.ToListAsync());
        return string.Join(", ", presences.Select(p => (Child: Enumerable.Range(1, 9).Select(n => $"K{n}").First(k => it.Child(k) == p.ChildId), p)).OrderBy(p => p.Child).ThenBy(p => p.p.ArrivedAt)
            .Select(p => $"{p.Child} {p.p.GroupCode[^1..]} {Time(p.p.ArrivedAt)}-{(p.p.DepartedAt is { } left ? Time(left) : "")}"));
    }

    private static string Time(Instant at) => at.InZone(KonnectHost.Zone).ToString("HH:mm", null);
}

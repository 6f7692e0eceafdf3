using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

public class SuppositionTests
{
    private static readonly LocalDate Friday = new(2026, 11, 20);
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];
    private static readonly Guid Noah = Guid.NewGuid(), Sanne = Guid.NewGuid();
    private static readonly LocalDate Born = new(2024, 1, 1);

    [Fact]
    public void Who_stays_longer_leaves_later() => Stays(Of(Noah, to: T(18))).ShouldBe([(T(8), T(18))]);

    [Fact]
    public void Who_leaves_earlier_leaves_earlier() => Stays(Of(Noah, to: T(12))).ShouldBe([(T(8), T(12))]);

    [Fact]
    public void What_has_been_stays_when_somebody_leaves_at_once() => Stays(Of(Noah, stays: false)).ShouldBe([(T(8), T(10))]);

    [Fact]
    public void Who_is_there_already_can_not_come_later() => Stays(Of(Noah, from: T(11))).ShouldBe([(T(8), T(17))]);

    [Fact]
    public void On_a_day_ahead_everything_can_be_otherwise() => Stays(Of(Noah, from: T(11), to: T(12)), since: T(0)).ShouldBe([(T(11), T(12))]);

    [Fact]
    public void On_a_day_ahead_somebody_may_not_come() => Stays(Of(Noah, stays: false), since: T(0)).ShouldBeEmpty();

    [Fact]
    public void One_child_more_comes_from_now_until_closing_time() => Stays(Of(Guid.NewGuid())).ShouldBe([(T(8), T(17)), (T(10), T(18, 30))]);

    [Fact]
    public void A_break_stays_when_a_shift_ends_later() =>
        Shifts(Staff(to: T(18))).ShouldBe([(T(7), T(12)), (T(13), T(18))]);

    [Fact]
    public void A_shift_that_ends_before_its_break_is_over_has_no_second_half() =>
        Shifts(Staff(to: T(11))).ShouldBe([(T(7), T(11))]);

    [Fact]
    public void As_expected_is_as_expected()
    {
        Stays(Of(Noah)).ShouldBe([(T(8), T(17))]);
        Shifts(Staff()).ShouldBe([(T(7), T(12)), (T(13), T(17))]);
    }

    /// <summary>Whatever is supposed, nobody's past changes: minutes before now are judged as they were.</summary>
    [Fact]
    public void The_past_is_not_touched()
    {
        var random = new Random(5);
        for (var run = 0; run < 2000; run++)
        {
            var since = T(random.Next(6, 19), random.Next(60));
            var supposition = random.Next(2) == 0
                ? Of(random.Next(3) == 0 ? Guid.NewGuid() : Noah, random.Next(4) > 0, Time(), Time())
                : new Supposition(random.Next(3) == 0 ? Guid.NewGuid() : Sanne, null, true, random.Next(4) > 0, Time(), Time());
            var after = supposition.Apply(Day(), since, T(7), T(18, 30));
            Before(after).ShouldBe(Before(Day()), $"{supposition} since {since}");

            Instant? Time() => random.Next(3) == 0 ? null : T(random.Next(6, 20), random.Next(60));

            List<(Instant, int, int)> Before(ScopeDay day) =>
            [
                .. from minute in Enumerable.Range(0, (int)(since - T(5)).TotalMinutes)
                let at = T(5) + Duration.FromMinutes(minute)
                select (at, day.Children.Count(c => c.From <= at && c.To > at), day.Staff.Count(s => s.From <= at && s.To > at)),
            ];
        }
    }

    private static Instant T(int hour, int minute = 0) => Friday.At(new LocalTime(hour, minute)).InZoneLeniently(Zone).ToInstant();

    private static Supposition Of(Guid who, bool stays = true, Instant? from = null, Instant? to = null) => new(who, Born, false, stays, from, to);

    private static Supposition Staff(Instant? to = null) => new(Sanne, null, true, true, null, to);

    private static List<(Instant From, Instant To)> Stays(Supposition supposition, Instant? since = null) =>
        [.. supposition.Apply(Day(), since ?? T(10), T(7), T(18, 30)).Children.Select(c => (c.From, c.To!.Value)).GroupBy(c => c).Select(g => g.Key).Aggregate(new List<(Instant From, Instant To)>(), Join)];

    private static List<(Instant From, Instant To)> Shifts(Supposition supposition) =>
        [.. supposition.Apply(Day(), T(10), T(7), T(18, 30)).Staff.Select(c => (c.From, c.To!.Value)).Aggregate(new List<(Instant From, Instant To)>(), Join)];

    // The part until now and the part from now on are one stay.
    private static List<(Instant From, Instant To)> Join(List<(Instant From, Instant To)> all, (Instant From, Instant To) next)
    {
        if (all is [.., var last] && last.To == next.From)
            all[^1] = (last.From, next.To);
        else
            all.Add(next);
        return all;
    }

    private static ScopeDay Day() => new(
        new RatioScope(ScopeKind.Group, "A", RatioCare.DayCare, false, ["A"]),
        Friday,
        new LocationDay(Zone, new LocalTime(7, 0), new LocalTime(18, 30)),
        [new ChildStay(Noah, Born, T(8), T(17))],
        [new StaffStay(Sanne, true, T(7), T(12)), new StaffStay(Sanne, true, T(13), T(17))]);
}

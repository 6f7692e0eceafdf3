using Konnect.BuildingBlocks.Time;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>Turns a day's presences into its timeline. Pure: the same day gives the same timeline, whatever the order of the presences.</summary>
internal static class RatioEngine
{
    private const int StaffLane = (int)AgeClass.Age7Plus + 1;

    /// <summary>The timeline of a scope's day.</summary>
    public static RatioTimeline Compute(ScopeDay day)
    {
        var rules = RatioRuleSets.For(day.Scope.Care, day.Date);
        var clock = new DayClock(day);
        var changes = Changes(Stays(day, clock));
        var ledger = new RatioLedger(
            rules, day.Scope.Vve, DayAllowance.Minutes(day.Scope.Care, day.Location, day.Date), clock.Start, capacity: changes.Length);

        Span<int> present = stackalloc int[StaffLane + 1];
        AgeCounts children = default;
        int staff = 0, since = 0;
        for (var i = 0; i < changes.Length;)
        {
            var minute = changes[i].Minute;
            for (; i < changes.Length && changes[i].Minute == minute; i++)
                present[changes[i].Lane] += changes[i].Arrives ? 1 : -1;

            var (childrenNow, staffNow) = (new AgeCounts(present[0], present[1], present[2], present[3], present[4], present[5]), present[StaffLane]);
            if (childrenNow == children && staffNow == staff)
                continue;
            if (children.Total > 0)
                ledger.Enter(since, minute, children, staff);
            (children, staff, since) = (childrenNow, staffNow, minute);
        }
        return new(day.Scope, day.Date, rules.Name, ledger.Segments, ledger.Total(clock.Incomplete));
    }

    /// <summary>The presences that count, cut to the day's whole minutes; those that last no minute are left out.</summary>
    private static Span<Stay> Stays(ScopeDay day, DayClock clock)
    {
        var stays = new Stay[day.Children.Count + day.Staff.Count];
        var count = 0;
        for (var i = 0; i < day.Children.Count; i++)
        {
            var presence = day.Children[i];
            var (from, to) = clock.Cut(presence.From, presence.To);
            if (from < to)
                stays[count++] = new((int)Ages.ClassOn(presence.BirthDate, day.Date), presence.Child, from, to);
        }
        for (var i = 0; i < day.Staff.Count; i++)
        {
            var presence = day.Staff[i];
            var (from, to) = clock.Cut(presence.From, presence.To);
            if (from < to && presence.Counts)
                stays[count++] = new(StaffLane, presence.Staff, from, to);
        }
        return stays.AsSpan(0, count);
    }

    /// <summary>Arrivals and departures in order of time, after joining the stays of one person that overlap or touch.</summary>
    private static Span<Change> Changes(Span<Stay> stays)
    {
        stays.Sort();
        var changes = new Change[2 * stays.Length];
        var count = 0;
        for (var i = 0; i < stays.Length;)
        {
            var (lane, who, from, to) = stays[i];
            for (i++; i < stays.Length && stays[i].Lane == lane && stays[i].Who == who && stays[i].From <= to; i++)
                to = Math.Max(to, stays[i].To);
            changes[count++] = new(from, lane, Arrives: true);
            changes[count++] = new(to, lane, Arrives: false);
        }
        var ordered = changes.AsSpan(0, count);
        ordered.Sort();
        return ordered;
    }

    /// <summary>One person's stay in minutes since the start of the day; the lane is the age class, or the staff's.</summary>
    private readonly record struct Stay(int Lane, Guid Who, int From, int To) : IComparable<Stay>
    {
        public int CompareTo(Stay other)
        {
            var order = Lane.CompareTo(other.Lane);
            if (order == 0)
                order = Who.CompareTo(other.Who);
            return order == 0 ? From.CompareTo(other.From) : order;
        }
    }

    private readonly record struct Change(int Minute, int Lane, bool Arrives) : IComparable<Change>
    {
        public int CompareTo(Change other) => Minute.CompareTo(other.Minute);
    }

    /// <summary>Counts the minutes of a local day, of 23, 24 or 25 hours, from its start.</summary>
    private sealed class DayClock
    {
        private readonly int length;
        private readonly int openEnd;
        private readonly bool isOver;

        public DayClock(ScopeDay day)
        {
            var bounds = day.Location.Zone.Day(day.Date);
            Start = bounds.Start;
            length = (int)(bounds.Duration.ToInt64Nanoseconds() / NodaConstants.NanosecondsPerMinute);
            isOver = day.Now is not { } now || now >= bounds.End;
            openEnd = Minute(isOver ? day.Location.Zone.At(day.Date, day.Location.Closes) : day.Now!.Value);
        }

        public Instant Start { get; }

        /// <summary>True once a presence without an end was cut on a day that is over.</summary>
        public bool Incomplete { get; private set; }

        public (int From, int To) Cut(Instant from, Instant? to)
        {
            Incomplete |= isOver && to is null;
            return (Minute(from), to is { } end ? Minute(end) : openEnd);
        }

        private int Minute(Instant instant) => (int)Math.Clamp((instant.ToUnixTimeSeconds() - Start.ToUnixTimeSeconds()) / 60, 0, length);
    }
}

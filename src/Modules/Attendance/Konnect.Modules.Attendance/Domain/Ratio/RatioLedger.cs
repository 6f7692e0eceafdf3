using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>Judges a day's stretches in order of time, spends the day's allowance and adds up the day.</summary>
/// <param name="rules">The rule set of the date.</param>
/// <param name="vve">True in a group with pre-school education.</param>
/// <param name="allowance">For how many minutes that day fewer staff are permitted.</param>
/// <param name="start">The start of the day.</param>
/// <param name="capacity">About how many stretches to expect.</param>
internal sealed class RatioLedger(RatioRules rules, bool vve, int allowance, Instant start, int capacity)
{
    private readonly List<RatioSegment> segments = new(capacity);
    private int used, childMinutes, deviation, breach, oversize, maxChildren, maxShortfall;
    private RatioStatus worst = RatioStatus.Met;

    /// <summary>The stretches so far.</summary>
    public IReadOnlyList<RatioSegment> Segments => segments;

    /// <summary>Judges a stretch over which the numbers stay the same.</summary>
    /// <param name="from">Its first minute since the start of the day.</param>
    /// <param name="to">The minute it ends at.</param>
    /// <param name="children">The children present, at least one.</param>
    /// <param name="staff">The staff present that counts.</param>
    public void Enter(int from, int to, AgeCounts children, int staff)
    {
        var need = rules.Require(children, vve);
        if (need.Required is not { } required)
        {
            Add(from, to, children, staff, need, RatioStatus.Oversize);
        }
        else if (staff >= required)
        {
            Add(from, to, children, staff, need, RatioStatus.Met);
        }
        else
        {
            var covered = AllowanceSpentBy(to - from);
            var permitted = need.IsHalfMetBy(staff) ? from + covered : from;
            if (from < permitted)
                Add(from, permitted, children, staff, need, RatioStatus.Deviation);
            if (permitted < to)
                Add(permitted, to, children, staff, need, RatioStatus.Breach);
        }
    }

    /// <summary>The day in figures; null when no child was present.</summary>
    public RatioDay? Total(bool incomplete) => segments.Count == 0
        ? null
        : new(childMinutes, deviation, breach, oversize, allowance, used, maxChildren, maxShortfall, worst, incomplete, rules.Name);

    /// <summary>
    /// Spends the allowance on a stretch with a shortfall and tells how many of its minutes it covers. Decision: every minute with a
    /// shortfall spends it, also one under half, which is a breach whatever is left. The decree permits fewer staff for at most so many
    /// minutes, whatever their number; and only so can one more member of staff never turn a later minute into a breach.
    /// </summary>
    private int AllowanceSpentBy(int minutes)
    {
        var covered = Math.Min(minutes, allowance - used);
        used += covered;
        return covered;
    }

    private void Add(int from, int to, AgeCounts children, int staff, Requirement need, RatioStatus status)
    {
        var segment = new RatioSegment(
            start + Duration.FromMinutes(from), start + Duration.FromMinutes(to), children, staff, need.Required, need.Rule, status, used);
        segments.Add(segment);

        var minutes = to - from;
        childMinutes += minutes * children.Total;
        deviation += status == RatioStatus.Deviation ? minutes : 0;
        breach += status == RatioStatus.Breach ? minutes : 0;
        oversize += status == RatioStatus.Oversize ? minutes : 0;
        maxChildren = Math.Max(maxChildren, children.Total);
        maxShortfall = Math.Max(maxShortfall, segment.Shortfall ?? 0);
        if (Severity(status) > Severity(worst))
            worst = status;
    }

    // Breach and oversize are equally bad, so that the first of them stands.
    private static int Severity(RatioStatus status) => Math.Min((int)status, (int)RatioStatus.Breach);
}

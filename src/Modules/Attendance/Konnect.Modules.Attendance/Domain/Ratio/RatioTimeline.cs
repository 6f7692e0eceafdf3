using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>The judgement on a stretch of time.</summary>
internal enum RatioStatus
{
    /// <summary>Enough staff.</summary>
    Met,
    /// <summary>Fewer staff than required, as the day's allowance permits.</summary>
    Deviation,
    /// <summary>Fewer staff than permitted.</summary>
    Breach,
    /// <summary>The group is too large for any number of staff.</summary>
    Oversize,
}

/// <summary>The longest stretch over which the numbers and the judgement stay the same; a deviation ends at the minute the day's allowance runs out.</summary>
/// <param name="From">Start, a whole minute.</param>
/// <param name="To">End, not included.</param>
/// <param name="Children">The children present, at least one.</param>
/// <param name="Staff">The staff present that counts.</param>
/// <param name="Required">The staff required; null when the group is too large.</param>
/// <param name="Rule">The rule that set the number.</param>
/// <param name="Status">The judgement.</param>
/// <param name="AllowanceUsed">Minutes of the day's allowance used up by the end of this stretch.</param>
internal readonly record struct RatioSegment(
    Instant From, Instant To, AgeCounts Children, int Staff, int? Required, RatioRule Rule, RatioStatus Status, int AllowanceUsed)
{
    /// <summary>How many staff are missing; null when the group is too large.</summary>
    public int? Shortfall => Required is { } required ? Math.Max(0, required - Staff) : null;

    /// <summary>True when fewer than half of the required staff is there.</summary>
    public bool IsUnderHalf => Required is not null && !new Requirement(Required, Rule).IsHalfMetBy(Staff);

    /// <summary>Length in minutes.</summary>
    public int Minutes => (int)((To.ToUnixTimeSeconds() - From.ToUnixTimeSeconds()) / 60);
}

/// <summary>A day with children in figures.</summary>
/// <param name="ChildMinutes">Minutes of presence of all children together.</param>
/// <param name="DeviationMinutes">Minutes of deviation.</param>
/// <param name="BreachMinutes">Minutes of breach.</param>
/// <param name="OversizeMinutes">Minutes with a group that is too large.</param>
/// <param name="AllowanceMinutes">For how many minutes fewer staff were permitted that day.</param>
/// <param name="AllowanceUsed">How many of these were used up.</param>
/// <param name="MaxChildren">Most children at once.</param>
/// <param name="MaxShortfall">Most staff missing at once.</param>
/// <param name="Status">The worst judgement; breach and oversize are equally bad, and the first of them stands.</param>
/// <param name="Incomplete">True when a presence was never closed.</param>
/// <param name="RuleSet">Name of the rule set.</param>
internal sealed record RatioDay(
    int ChildMinutes, int DeviationMinutes, int BreachMinutes, int OversizeMinutes, int AllowanceMinutes, int AllowanceUsed,
    int MaxChildren, int MaxShortfall, RatioStatus Status, bool Incomplete, string RuleSet);

/// <summary>What the engine makes of a day.</summary>
/// <param name="Scope">What was measured.</param>
/// <param name="Date">The local date of care.</param>
/// <param name="RuleSet">Name of the rule set.</param>
/// <param name="Segments">The stretches with children, in order of time.</param>
/// <param name="Day">The day in figures; null when no child was present.</param>
internal sealed record RatioTimeline(RatioScope Scope, LocalDate Date, string RuleSet, IReadOnlyList<RatioSegment> Segments, RatioDay? Day)
{
    /// <summary>The figures behind the number a stretch requires.</summary>
    public RatioExplanation Explain(RatioSegment segment) => RatioRuleSets.Named(RuleSet).Explain(segment.Children, Scope.Vve);

    /// <summary>The stretch of an instant as far as it has lasted by then; null when no child is there.</summary>
    public RatioSegment? At(Instant now)
    {
        var usedBefore = 0;
        foreach (var segment in Segments)
        {
            if (segment.From <= now && segment.To > now)
            {
                var lasted = segment with { To = now };
                return lasted with { AllowanceUsed = Math.Min(segment.AllowanceUsed, usedBefore + lasted.Minutes) };
            }

            usedBefore = segment.AllowanceUsed;
        }

        return null;
    }
}

/// <summary>The names that stored facts and texts use.</summary>
internal static class RatioCodes
{
    /// <summary><c>group</c> or <c>location</c>.</summary>
    public static string Code(this ScopeKind kind) => kind == ScopeKind.Group ? "group" : "location";

    /// <summary><c>met</c>, <c>deviation</c>, <c>breach</c> or <c>oversize</c>.</summary>
    public static string Code(this RatioStatus status) => status switch
    {
        RatioStatus.Met => "met",
        RatioStatus.Deviation => "deviation",
        RatioStatus.Breach => "breach",
        _ => "oversize",
    };

    /// <summary><c>table1</c>, <c>rule1</c>, <c>rule2</c>, <c>bso</c>, <c>table2</c>, <c>vve</c> or <c>oversize</c>.</summary>
    public static string Code(this RatioRule rule) => rule switch
    {
        RatioRule.Table1 => "table1",
        RatioRule.Rule1 => "rule1",
        RatioRule.Rule2 => "rule2",
        RatioRule.OutOfSchool => "bso",
        RatioRule.Table2 => "table2",
        RatioRule.Vve => "vve",
        _ => "oversize",
    };
}

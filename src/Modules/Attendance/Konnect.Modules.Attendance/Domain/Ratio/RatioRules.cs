namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>Which rule set the number; of two that give the same number the first.</summary>
internal enum RatioRule
{
    /// <summary>Table 1: day care and combined groups.</summary>
    Table1,
    /// <summary>Rule 1 on top of table 1: children under 1 weigh more.</summary>
    Rule1,
    /// <summary>Rule 2 on top of these: with one child fewer more staff would be needed.</summary>
    Rule2,
    /// <summary>The sum over a location's out-of-school care.</summary>
    OutOfSchool,
    /// <summary>Table 2: out-of-school care per group.</summary>
    Table2,
    /// <summary>Pre-school education: one per eight children.</summary>
    Vve,
    /// <summary>No number: the group is too large.</summary>
    Oversize,
}

/// <summary>How many staff a group needs and why.</summary>
/// <param name="Required">The number of staff; null when the group is too large.</param>
/// <param name="Rule">The rule that set it.</param>
internal readonly record struct Requirement(int? Required, RatioRule Rule)
{
    /// <summary>True when so many staff are at least half of the number, rounded up: fewer is never permitted.</summary>
    public bool IsHalfMetBy(int staff) => 2 * staff >= Required;
}

/// <summary>A rule set: the law of one kind of care over its period of validity. Immutable; a change of law is a further rule set.</summary>
/// <param name="name">The name that results carry, care and year.</param>
/// <param name="measuredPer">What the rules are measured over.</param>
internal abstract class RatioRules(string name, ScopeKind measuredPer)
{
    /// <summary>The name that results carry, for example <c>kdv-2019</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What the rules are measured over.</summary>
    public ScopeKind MeasuredPer { get; } = measuredPer;

    /// <summary>How many staff these children need.</summary>
    /// <param name="children">The children present.</param>
    /// <param name="vve">True in a group with pre-school education.</param>
    public virtual Requirement Require(AgeCounts children, bool vve = false)
    {
        var explanation = Explain(children, vve);
        return new(explanation.Required, explanation.Rule);
    }

    /// <summary>How many staff these children need, with every figure on the way.</summary>
    /// <inheritdoc cref="Require"/>
    public abstract RatioExplanation Explain(AgeCounts children, bool vve = false);

    /// <summary>A quotient of whole numbers, rounded up.</summary>
    protected static int RoundUp(int numerator, int denominator) => (numerator + denominator - 1) / denominator;
}

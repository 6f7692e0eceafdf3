namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>Out-of-school care over a whole location, from 2024-07-01. It knows no group that is too large: that is a warning per basic group.</summary>
/// <param name="name">The name that results carry.</param>
internal sealed class OutOfSchoolRules(string name) : RatioRules(name, ScopeKind.Location)
{
    // A member of staff for 10 children under 7 or for 12 of 7 and older, added up and rounded up once (factors and rounding assumed).
    private const int ThousandthsUnder7 = 100, ThousandthsFrom7 = 83;

    /// <inheritdoc/>
    public override RatioExplanation Explain(AgeCounts children, bool vve = false)
    {
        var sum = ThousandthsUnder7 * children.Under7 + ThousandthsFrom7 * children.Age7Plus;
        return new(children, RoundUp(sum, 1000), RatioRule.OutOfSchool) { SumInThousandths = sum };
    }
}

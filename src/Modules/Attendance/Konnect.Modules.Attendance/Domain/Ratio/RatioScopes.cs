using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>What the ratio is measured over.</summary>
internal enum ScopeKind
{
    /// <summary>One group.</summary>
    Group,
    /// <summary>All out-of-school groups of a location together.</summary>
    Location,
}

/// <summary>A group as far as the ratio asks.</summary>
/// <param name="Code">The group's code.</param>
/// <param name="Care">Its kind of care.</param>
/// <param name="Vve">True when it offers pre-school education.</param>
internal sealed record RatioGroup(string Code, RatioCare Care, bool Vve);

/// <summary>One thing the ratio is measured over on a day.</summary>
/// <param name="Kind">A group or a location.</param>
/// <param name="Code">Code of the group or the location.</param>
/// <param name="Care">The kind of care.</param>
/// <param name="Vve">True when the rules of pre-school education hold too.</param>
/// <param name="Groups">Codes of the groups whose children and staff it covers.</param>
internal sealed record RatioScope(ScopeKind Kind, string Code, RatioCare Care, bool Vve, IReadOnlyList<string> Groups);

/// <summary>Which scopes a location has.</summary>
internal static class RatioScopes
{
    /// <summary>
    /// The scopes of a location on a date: its groups in the given order, then the location itself where the rules of that date measure
    /// per location. A combined group is a scope of its own and stays out of the location's total (assumed).
    /// </summary>
    public static IReadOnlyList<RatioScope> For(string locationCode, IEnumerable<RatioGroup> groups, LocalDate date)
    {
        var scopes = new List<RatioScope>();
        var together = new List<string>();
        foreach (var group in groups)
        {
            if (RatioRuleSets.For(group.Care, date).MeasuredPer == ScopeKind.Location)
                together.Add(group.Code);
            else
                scopes.Add(new(ScopeKind.Group, group.Code, group.Care, group.Vve, [group.Code]));
        }
        if (together.Count > 0)
            scopes.Add(new(ScopeKind.Location, locationCode, RatioCare.OutOfSchool, Vve: false, together));
        return scopes;
    }
}

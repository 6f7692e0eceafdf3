namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>Out-of-school care per basic group: table 2 of annex 1 to the decree, until 2024-06-30. Children under 4 count with those of 4 to 6.</summary>
/// <param name="name">The name that results carry.</param>
internal sealed class BasicGroupRules(string name) : RatioRules(name, ScopeKind.Group)
{
    private static readonly TableRow OnlyYounger = new(4, 6, new(1, 10), new(2, 20));
    private static readonly TableRow OnlyOlder = new(7, 12, new(1, 12), new(2, 24), new(3, 30));
    private static readonly TableRow Mixed = new(4, 12, new(1, 11, 9), new(2, 22, 18));

    /// <inheritdoc/>
    public override RatioExplanation Explain(AgeCounts children, bool vve = false)
    {
        if (children.Total == 0)
            return new(children, 0, RatioRule.Table2);
        var row = children.Age7Plus == 0 ? OnlyYounger : children.Under7 == 0 ? OnlyOlder : Mixed;
        var cell = row.Fit(children.Total, children.Under7);
        return new(children, cell?.Staff, cell is null ? RatioRule.Oversize : RatioRule.Table2)
        {
            Row = row,
            Cell = cell,
            Passed = row.JustTooSmall(children.Total, cell?.Staff),
        };
    }
}

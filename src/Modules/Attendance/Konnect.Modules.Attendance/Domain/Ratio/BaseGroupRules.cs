namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>
/// Base groups of day care, and groups combined with one: table 1, rule 1 and rule 2 of annex 1 to the decree (Besluit kwaliteit
/// kinderopvang, BWBR0039936), and the requirement of pre-school education.
/// </summary>
/// <param name="name">The name that results carry.</param>
/// <param name="table">Table 1.</param>
internal sealed class BaseGroupRules(string name, IReadOnlyList<TableRow> table) : RatioRules(name, ScopeKind.Group)
{
    // No row allows more, and neither does pre-school education.
    private const int LargestGroup = 16;
    private const int ChildrenPerStaffInVve = 8;
    private const int Compositions = (LargestGroup + 1) * (LargestGroup + 1) * (LargestGroup + 1) * (LargestGroup + 1);

    // The limits on children under 1 that the decree marks with these letters.
    private const int A = 8, B = 4, C = 3, D = 5;

    // One byte for each composition with and without pre-school education, filled when first asked; 0 is 'not yet', and a race writes the same byte twice.
    private readonly byte[] known = new byte[2 * Compositions];

    /// <summary>Table 1 as it holds from 2019-01-01.</summary>
    public static IReadOnlyList<TableRow> Table1From2019 { get; } =
    [
        new(0, 0, new(1, 3), new(2, 6), new(3, 9), new(4, 12)),
        new(1, 1, new(1, 5), new(2, 10), new(3, 15), new(4, 16)),
        new(2, 2, new(1, 8), new(2, 16)),
        new(3, 3, new(1, 8), new(2, 16)),
        new(0, 1, new(1, 4), new(2, 8), new(3, 14, A), new(4, 16, A)),
        new(0, 2, new(1, 5), new(2, 10), new(3, 13, A), new(3, 14, B), new(3, 15, C), new(4, 16, A)),
        new(0, 3, new(1, 5), new(2, 12), new(3, 14, A), new(3, 15, D), new(3, 16, C), new(4, 16, A)),
        new(1, 2, new(1, 6), new(2, 11), new(3, 16)),
        new(1, 3, new(1, 7), new(2, 13), new(3, 16)),
        new(2, 3, new(1, 8), new(2, 16)),
    ];

    /// <inheritdoc/>
    public override Requirement Require(AgeCounts children, bool vve = false)
    {
        var group = OlderAsThree(children);
        if (group.Total > LargestGroup)
            return new(null, RatioRule.Oversize);
        var index = ((group.Age0 * (LargestGroup + 1) + group.Age1) * (LargestGroup + 1) + group.Age2) * (LargestGroup + 1) + group.Age3;
        ref var answer = ref known[vve ? Compositions + index : index];
        if (answer == 0)
            answer = Pack(base.Require(group, vve));
        return Unpack(answer);
    }

    /// <inheritdoc/>
    public override RatioExplanation Explain(AgeCounts children, bool vve = false)
    {
        var group = OlderAsThree(children);
        if (group.Total == 0)
            return new(children, 0, RatioRule.Table1);

        var row = RowOf(group);
        if (row.Fit(group.Total, group.Age0) is not { } cell)
        {
            return new(children, null, RatioRule.Oversize)
            {
                OlderCountAsThree = group != children,
                Row = row,
                Passed = row.JustTooSmall(group.Total, staff: null),
            };
        }

        var byTableAndRule1 = Math.Max(cell.Staff, ByRule1(group));
        var (required, rule) = (byTableAndRule1, byTableAndRule1 > cell.Staff ? RatioRule.Rule1 : RatioRule.Table1);

        var withoutOne = MostWithoutOne(group);
        if (withoutOne.Required > required)
            (required, rule) = (required + 1, RatioRule.Rule2);

        var forVve = vve ? RoundUp(group.Total, ChildrenPerStaffInVve) : 0;
        if (forVve > required)
            (required, rule) = (forVve, RatioRule.Vve);

        return new(children, required, rule)
        {
            OlderCountAsThree = group != children,
            Row = row,
            Cell = cell,
            Passed = row.JustTooSmall(group.Total, cell.Staff),
            Rule1In144ths = group.Age0 > 0 ? Rule1In144ths(group) : null,
            BeforeRule2 = byTableAndRule1,
            WithoutOne = rule == RatioRule.Rule2 ? (TrueAge(children, withoutOne.Age), withoutOne.Required) : null,
        };
    }

    /// <summary>A child of 4 or older that is still in the group counts as 3 (assumed for day care).</summary>
    private static AgeCounts OlderAsThree(AgeCounts children) =>
        new(children.Age0, children.Age1, children.Age2, children.Age3 + children.Age4To6 + children.Age7Plus);

    private static AgeClass TrueAge(AgeCounts children, AgeClass counted) =>
        children[counted] > 0 ? counted : children.Age4To6 > 0 ? AgeClass.Age4To6 : AgeClass.Age7Plus;

    private TableRow RowOf(AgeCounts group)
    {
        var youngest = group.Age0 > 0 ? 0 : group.Age1 > 0 ? 1 : group.Age2 > 0 ? 2 : 3;
        var oldest = group.Age3 > 0 ? 3 : group.Age2 > 0 ? 2 : group.Age1 > 0 ? 1 : 0;
        return table.First(row => row.Youngest == youngest && row.Oldest == oldest);
    }

    private int? ByTableAndRule1(AgeCounts group) =>
        group.Total == 0 ? 0 : RowOf(group).Fit(group.Total, group.Age0) is { } cell ? Math.Max(cell.Staff, ByRule1(group)) : null;

    private static int ByRule1(AgeCounts group) => group.Age0 > 0 ? RoundUp(Rule1In144ths(group), 144) : 0;

    /// <summary>n0/3 + (n1/5 + n2/6 + n3/8)/1.2, in 144ths so that nothing is rounded before the end.</summary>
    private static int Rule1In144ths(AgeCounts group) => 48 * group.Age0 + 24 * group.Age1 + 20 * group.Age2 + 15 * group.Age3;

    /// <summary>The highest number by table and rule 1 when one child is left out; a group that is too large has none and takes no part.</summary>
    private (AgeClass Age, int Required) MostWithoutOne(AgeCounts group)
    {
        var most = (Age: AgeClass.Age0, Required: 0);
        for (var age = AgeClass.Age0; age <= AgeClass.Age3; age++)
        {
            if (group[age] > 0 && ByTableAndRule1(group.Without(age)) is { } required && required > most.Required)
                most = (age, required);
        }
        return most;
    }

    private static byte Pack(Requirement requirement) => (byte)(1 + (int)requirement.Rule + 8 * (requirement.Required + 1 ?? 0));

    private static Requirement Unpack(byte answer) => new(answer < 8 ? null : answer / 8 - 1, (RatioRule)(answer % 8 - 1));
}

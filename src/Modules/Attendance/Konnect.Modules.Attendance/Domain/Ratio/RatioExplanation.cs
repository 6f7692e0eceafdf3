namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>The figures behind a required number; a figure that the rules did not ask for is null.</summary>
/// <param name="Children">The children present, by their true ages.</param>
/// <param name="Required">The number of staff; null when the group is too large.</param>
/// <param name="Rule">The rule that set it.</param>
internal sealed record RatioExplanation(AgeCounts Children, int? Required, RatioRule Rule)
{
    /// <summary>True when children of 4 or older are present and the table counts them as 3.</summary>
    public bool OlderCountAsThree { get; init; }

    /// <summary>The row of the table, by the youngest and the oldest present.</summary>
    public TableRow? Row { get; init; }

    /// <summary>The cell that fits.</summary>
    public TableCell? Cell { get; init; }

    /// <summary>The cell with one fewer staff (of a group that is too large: the last) whose total or limit on the youngest is passed.</summary>
    public TableCell? Passed { get; init; }

    /// <summary>The number by the table alone.</summary>
    public int? ByTable => Cell?.Staff;

    /// <summary>Rule 1's sum in 144ths, when a child under 1 is present.</summary>
    public int? Rule1In144ths { get; init; }

    /// <summary>The number by the table and rule 1, which rule 2 starts from.</summary>
    public int? BeforeRule2 { get; init; }

    /// <summary>The true age of the child without whom most staff would be needed, and that number; when rule 2 decided.</summary>
    public (AgeClass Age, int Required)? WithoutOne { get; init; }

    /// <summary>The sum over a location's out-of-school care in thousandths.</summary>
    public int? SumInThousandths { get; init; }
}

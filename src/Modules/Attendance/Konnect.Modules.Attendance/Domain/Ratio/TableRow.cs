namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>One cell of a table of the decree.</summary>
/// <param name="Staff">For how many staff.</param>
/// <param name="Most">The most children.</param>
/// <param name="MostYoung">The most youngest among them (table 1: under 1, table 2: under 7); null when the cell has no such limit.</param>
internal sealed record TableCell(int Staff, int Most, int? MostYoung = null)
{
    /// <summary>True when the cell allows so many children, so many of them young.</summary>
    public bool Allows(int children, int young) => children <= Most && young <= (MostYoung ?? young);
}

/// <summary>One row of a table of the decree, chosen by the ages present.</summary>
/// <param name="Youngest">The youngest age of the row, in years.</param>
/// <param name="Oldest">The oldest age of the row, in years.</param>
/// <param name="Cells">The cells in order of staff; several for one number when the limit on the youngest trades against the total.</param>
internal sealed record TableRow(int Youngest, int Oldest, params IReadOnlyList<TableCell> Cells)
{
    /// <summary>The cell with the fewest staff that allows so many children; null when the group is too large.</summary>
    public TableCell? Fit(int children, int young)
    {
        foreach (var cell in Cells)
        {
            if (cell.Allows(children, young))
                return cell;
        }
        return null;
    }

    /// <summary>
    /// The cell that comes nearest to allowing the group with one fewer than <paramref name="staff"/> (null: with as many as the row knows);
    /// null for the first column.
    /// </summary>
    public TableCell? JustTooSmall(int children, int? staff)
    {
        var column = staff - 1 ?? Cells[^1].Staff;
        var cells = Cells.Where(cell => cell.Staff == column);
        return cells.Where(cell => cell.Most >= children).MaxBy(cell => cell.MostYoung) ?? cells.MaxBy(cell => cell.Most);
    }
}

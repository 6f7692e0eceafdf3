namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>One column of a sheet.</summary>
/// <param name="Name">What stands above it: a property, or the path to one.</param>
/// <param name="Type">CLR type of its values, without null.</param>
/// <param name="Ordinal">Its place in the database's reader.</param>
internal sealed record SheetColumn(string Name, Type Type, int Ordinal)
{
    /// <summary>The columns of a plan, found in its running query.</summary>
    public static IReadOnlyList<SheetColumn> Of(ReadSet plan, RowStream rows) =>
        [.. plan.Columns.Select(c => new SheetColumn(c.Name, c.Type, rows.Values.GetOrdinal(c.Name)))];
}

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>One column of a sheet.</summary>
/// <param name="Name">What stands above it: a property, or the path to one.</param>
/// <param name="Type">CLR type of its values, without null.</param>
/// <param name="Ordinal">Its place in the database's reader.</param>
internal sealed record SheetColumn(string Name, Type Type, int Ordinal)
{
    /// <summary>The columns of an answer, found in its running query; those of a row within the row under the path to them.</summary>
    /// <exception cref="ReportingRefusal">501 where a row holds many rows: a sheet is flat.</exception>
    public static IReadOnlyList<SheetColumn> Of(AnswerObject answer, RowStream rows) => [.. Of(answer, "", rows)];

    private static IEnumerable<SheetColumn> Of(AnswerObject answer, string path, RowStream rows) => answer.Parts.SelectMany(part => part switch
    {
        AnswerValue value => [new(path + value.Name, value.Type, rows.Values.GetOrdinal(value.Column))],
        AnswerObject inner => Of(inner, $"{path}{inner.Name}/", rows),
        _ => throw ReportingRefusal.NotSupported($"'{path}{part.Name}' holds many rows, for which a sheet has no place. Ask for them as a set of their own."),
    });
}

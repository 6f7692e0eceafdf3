namespace Konnect.Modules.Access.Reports;

/// <summary>Scripts in M, the language of Power Query in Power BI and Excel. Sign-in is none of theirs: the program asks for the token and keeps it.</summary>
internal static class PowerQuery
{
    /// <summary>Reads a whole set.</summary>
    public static string Whole(string feed, string set) => $$"""
        let
            Source = OData.Feed({{Text(feed)}}, null, [Implementation = "2.0"]),
            Rows = Source{[Name = {{Text(set)}}, Signature = "table"]}[Data]
        in
            Rows
        """;

    /// <summary>
    /// Reads the days from RangeStart up to, but without, RangeEnd: the two parameters of an incremental refresh. Days are compared as whole numbers, so
    /// no time zone has a part in it, and windows that follow each other hold every row once.
    /// </summary>
    public static string ByDay(string feed, string set) => $$"""
        let
            DayOf = (moment as datetime) as number => Date.Year(moment) * 10000 + Date.Month(moment) * 100 + Date.Day(moment),
            Source = OData.Feed({{Text(feed)}}, null, [Implementation = "2.0"]),
            Rows = Source{[Name = {{Text(set)}}, Signature = "table"]}[Data],
            Window = Table.SelectRows(Rows, each [{{ReportSet.DayColumn}}] >= DayOf(RangeStart) and [{{ReportSet.DayColumn}}] < DayOf(RangeEnd))
        in
            Window
        """;

    /// <summary>A text between quotes: a quote is doubled, and <c>#(</c> would begin a special character.</summary>
    private static string Text(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("#(", "#(#)(", StringComparison.Ordinal)}\"";
}

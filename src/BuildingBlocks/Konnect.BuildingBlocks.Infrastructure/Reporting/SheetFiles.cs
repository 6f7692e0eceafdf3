using System.Globalization;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using NodaTime;
using NodaTime.Text;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Rows that a module has at hand, to be written as a file that spreadsheets open.</summary>
/// <param name="Name">Name of the sheet, at most 31 characters.</param>
/// <param name="Columns">What stands above the columns.</param>
/// <param name="Rows">The values: text, numbers, booleans, dates and times of NodaTime, or null.</param>
public sealed record SheetTable(string Name, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<object?>> Rows);

/// <summary>Writes tables as CSV or as one workbook. No text is ever a formula, and the same rows give the same bytes of CSV.</summary>
public static class SheetFiles
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    /// <summary>Writes a table as CSV after RFC 4180, with a byte-order mark by which Excel knows UTF-8.</summary>
    public static async Task WriteCsvAsync(Stream stream, SheetTable table, CancellationToken cancellationToken)
    {
        var csv = new CsvWriter(stream);
        csv.Mark();
        foreach (var column in table.Columns)
            csv.Field(Formulas.Escape(column));
        csv.EndRow();
        foreach (var row in table.Rows)
        {
            foreach (var value in row)
            {
                if (value is string text)
                    csv.Field(Formulas.Escape(text));
                else
                    csv.Plain(Encoding.UTF8.GetBytes(Write(value)));
            }

            csv.EndRow();
            if (csv.IsFull)
                await csv.FlushAsync(cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }

    /// <summary>Writes tables as the sheets of a workbook.</summary>
    public static async Task WriteWorkbookAsync(Stream stream, IReadOnlyList<SheetTable> tables, CancellationToken cancellationToken)
    {
        await using var book = await Spreadsheet.CreateNewAsync(stream, new SpreadCheetahOptions { PreserveStringWhitespace = true }, cancellationToken);
        var header = book.AddStyle(new Style { Font = new Font { Bold = true } });
        var text = book.AddStyle(new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text) });
        foreach (var table in tables)
        {
            var options = new WorksheetOptions { FrozenRows = 1 };
            for (var i = 0; i < table.Columns.Count; i++)
                options.Column(i + 1).Width = Math.Max(12, Math.Min(table.Columns[i].Length, 40) + 4);
            await book.StartWorksheetAsync(table.Name, options, cancellationToken);
            await book.AddHeaderRowAsync([.. table.Columns.Select(XlsxText.Of)], header, cancellationToken);
            foreach (var row in table.Rows)
                await book.AddRowAsync([.. row.Select(value => CellOf(value, text))], cancellationToken);
        }

        await book.FinishAsync(cancellationToken);
    }

    // Days and times as people read them: a workbook that is evidence shows the same text everywhere.
    private static StyledCell CellOf(object? value, StyleId text) => value switch
    {
        null => default,
        int number => new(new DataCell(number), null),
        bool flag => new(new DataCell(flag), null),
        string words => new(new DataCell(XlsxText.Of(words)), Formulas.IsFormula(words) ? text : null),
        _ => new(new DataCell(Write(value)), null),
    };

    private static string Write(object? value) => value switch
    {
        null => "",
        int number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        LocalDate date => LocalDatePattern.Iso.Format(date),
        LocalTime time => Time.Format(time),
        LocalDateTime moment => Moment.Format(moment),
        _ => throw new InvalidOperationException($"A sheet can't hold values of type {value.GetType().Name}."),
    };
}

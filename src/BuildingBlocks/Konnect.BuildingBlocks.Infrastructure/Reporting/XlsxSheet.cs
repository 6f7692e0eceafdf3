using System.Data.Common;
using System.Globalization;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Writes rows as a workbook whose cells are numbers, booleans, dates and times, or text; none is ever a formula. What a spreadsheet can't hold
/// as a value is text in the formats of Edm: numbers of more than fifteen digits, days before March 1900, infinity. Null is an empty cell.
/// </summary>
internal static class XlsxSheet
{
    private const int LongestName = 31;

    /// <summary>Where days are counted from, so that they agree with Excel, which believes in a 29 February 1900.</summary>
    private static readonly LocalDate DayZero = new(1899, 12, 30);
    private static readonly Instant InstantZero = DayZero.AtMidnight().InUtc().ToInstant();
    private static readonly LocalDate FirstDay = new(1900, 3, 1);
    private static readonly Instant FirstInstant = FirstDay.AtMidnight().InUtc().ToInstant();

    /// <summary>Reads one value of the current row, which is not null, as a cell.</summary>
    private delegate StyledCell ReadCell(DbDataReader values, int ordinal);

    /// <summary>Writes the rows, from the current one on; what one sheet can't hold continues on the next, <c>Set 2</c>.</summary>
    public static async Task WriteAsync(Stream body, string set, int sheetRows, IReadOnlyList<SheetColumn> columns, RowStream rows, bool hasRow, CancellationToken aborted)
    {
        await using var output = new GatheringStream(body, rows.Pause, aborted);
        await using (var book = await Spreadsheet.CreateNewAsync(output, new SpreadCheetahOptions { PreserveStringWhitespace = true }, aborted))
        {
            var styles = new Styles(book);
            var cells = columns.Select(c => (c.Ordinal, Read: CellOf(rows.Context, c.Type, styles))).ToArray();
            var row = new StyledCell[cells.Length];
            var number = 0;
            do
            {
                await StartSheetAsync(book, Name(set, ++number), columns, sheetRows, styles, aborted);
                for (var count = 0; hasRow && count < sheetRows; count++)
                {
                    for (var i = 0; i < cells.Length; i++)
                        row[i] = rows.Values.IsDBNull(cells[i].Ordinal) ? default : cells[i].Read(rows.Values, cells[i].Ordinal);
                    await book.AddRowAsync(row, aborted);
                    hasRow = await rows.NextAsync();
                }
            }
            while (hasRow);

            await book.FinishAsync(aborted);
        }

        await output.SendAsync();
    }

    private static async Task StartSheetAsync(Spreadsheet book, string name, IReadOnlyList<SheetColumn> columns, int sheetRows, Styles styles, CancellationToken aborted)
    {
        var options = new WorksheetOptions { FrozenRows = 1, AutoFilter = new AutoFilterOptions($"A1:{SpreadsheetUtility.GetColumnName(columns.Count)}{sheetRows + 1}") };
        for (var i = 0; i < columns.Count; i++)
            options.Column(i + 1).Width = Width(columns[i]);
        await book.StartWorksheetAsync(name, options, aborted);
        await book.AddHeaderRowAsync([.. columns.Select(c => XlsxText.Of(c.Name))], styles.Header, aborted);
    }

    private static string Name(string set, int number)
    {
        var suffix = number == 1 ? "" : $" {number}";
        return set[..Math.Min(set.Length, LongestName - suffix.Length)] + suffix;
    }

    /// <summary>Characters for the values, and for the header with the arrow of its filter.</summary>
    private static double Width(SheetColumn column) => Math.Max(Math.Min(column.Name.Length, 40) + 4, Type.GetTypeCode(column.Type) switch
    {
        TypeCode.String => 24,
        TypeCode.Int64 or TypeCode.Double => 16,
        TypeCode.Int32 or TypeCode.Boolean => 10,
        _ when column.Type == typeof(Guid) => 38,
        _ when column.Type == typeof(Instant) => 20,
        _ => 12,
    });

    private static ReadCell CellOf(DbContext context, Type type, Styles styles) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => (values, i) => Text(values.GetString(i), styles),
        TypeCode.Int32 => static (values, i) => new(new DataCell(values.GetInt32(i)), null),
        TypeCode.Int64 => static (values, i) => Number(values.GetInt64(i)),
        TypeCode.Double => static (values, i) => Number(values.GetDouble(i)),
        TypeCode.Boolean => static (values, i) => new(new DataCell(values.GetBoolean(i)), null),
        _ when type == typeof(Guid) => static (values, i) => new(new DataCell(values.GetGuid(i).ToString()), null),
        _ when type == typeof(LocalDate) => Date(StoredValues.Of<LocalDate>(context), styles.Date),
        _ when type == typeof(LocalTime) => Time(StoredValues.Of<LocalTime>(context), styles.Time),
        _ when type == typeof(Instant) => UtcDateTime(StoredValues.Of<Instant>(context), styles.DateTime),
        _ => throw new InvalidOperationException($"A sheet can't hold values of type {type.Name}."),
    };

    /// <summary>Text stays text when it is edited, too: then a spreadsheet goes by the format of the cell.</summary>
    private static StyledCell Text(string value, Styles styles) => new(new DataCell(XlsxText.Of(value)), Formulas.IsFormula(value) ? styles.Text : null);

    /// <summary>A spreadsheet would show zeros from the sixteenth digit on.</summary>
    private static StyledCell Number(long value) =>
        new(value is > -1_000_000_000_000_000 and < 1_000_000_000_000_000 ? new DataCell(value) : new DataCell(value.ToString(CultureInfo.InvariantCulture)), null);

    private static StyledCell Number(double value) => new(double.IsFinite(value) ? new DataCell(value) : InWords(value, EdmText.Double), null);

    private static ReadCell Date(ReadValue<LocalDate> read, StyleId style) => (values, i) =>
    {
        var value = read(values, i);
        return new(value < FirstDay ? InWords(value, EdmText.Date) : new DataCell(Period.DaysBetween(DayZero, value)), style);
    };

    private static ReadCell Time(ReadValue<LocalTime> read, StyleId style) => (values, i) => new(new DataCell(read(values, i).TickOfDay / (double)NodaConstants.TicksPerDay), style);

    private static ReadCell UtcDateTime(ReadValue<Instant> read, StyleId style) => (values, i) =>
    {
        var value = read(values, i);
        return new(value < FirstInstant ? InWords(value, EdmText.Instant) : new DataCell((value - InstantZero).TotalDays), style);
    };

    private static DataCell InWords<T>(T value, FormatValue<T> format)
    {
        Span<byte> room = stackalloc byte[EdmText.Longest];
        return new(Encoding.ASCII.GetString(room[..format(room, value)]));
    }

    /// <summary>How the cells of a workbook look.</summary>
    private sealed class Styles(Spreadsheet book)
    {
        public StyleId Header { get; } = book.AddStyle(new Style { Font = new Font { Bold = true } });

        public StyleId Text { get; } = book.AddStyle(new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text) });

        public StyleId Date { get; } = book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd") });

        public StyleId Time { get; } = book.AddStyle(new Style { Format = NumberFormat.Custom("hh:mm:ss") });

        public StyleId DateTime { get; } = book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd hh:mm:ss") });
    }
}

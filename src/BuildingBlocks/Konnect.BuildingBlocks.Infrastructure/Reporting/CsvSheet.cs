using System.Buffers.Text;
using System.Data.Common;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Writes rows as CSV after RFC 4180, with a byte-order mark by which Excel knows UTF-8; values are in the formats of Edm, null is empty, and no text is a formula.</summary>
internal static class CsvSheet
{
    /// <summary>Writes one value of the current row, which is not null, as a field.</summary>
    private delegate void WriteField(DbDataReader values, int ordinal, CsvWriter row);

    /// <summary>Writes the header and the rows, from the current one on.</summary>
    public static async Task WriteAsync(Stream body, IReadOnlyList<SheetColumn> columns, RowStream rows, bool hasRow, CancellationToken aborted)
    {
        // Nothing is written before the first rows are there, so that a fault among them can still be told.
        var csv = new CsvWriter(body);
        var fields = columns.Select(c => (c.Ordinal, Write: FieldOf(rows.Context, c.Type))).ToArray();
        csv.Mark();
        foreach (var column in columns)
            csv.Field(Formulas.Escape(column.Name));
        csv.EndRow();
        for (; hasRow; hasRow = await rows.NextAsync())
        {
            foreach (var (ordinal, write) in fields)
            {
                if (rows.Values.IsDBNull(ordinal))
                    csv.Plain([]);
                else
                    write(rows.Values, ordinal, csv);
            }

            csv.EndRow();
            if (csv.IsFull)
            {
                rows.Pause();
                await csv.FlushAsync(aborted);
            }
        }

        rows.Pause();
        await csv.FlushAsync(aborted);
    }

    private static WriteField FieldOf(DbContext context, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => static (values, i, row) => row.Field(Formulas.Escape(values.GetString(i))),
        TypeCode.Int32 => static (values, i, row) => Number(values.GetInt32(i), row),
        TypeCode.Int64 => static (values, i, row) => Number(values.GetInt64(i), row),
        TypeCode.Double => Formatted(static (values, i) => values.GetDouble(i), EdmText.Double),
        TypeCode.Boolean => static (values, i, row) => row.Plain(values.GetBoolean(i) ? "true"u8 : "false"u8),
        _ when type == typeof(Guid) => Formatted(static (values, i) => values.GetGuid(i), Identifier),
        _ when type == typeof(LocalDate) => Formatted(StoredValues.Of<LocalDate>(context), EdmText.Date),
        _ when type == typeof(LocalTime) => Formatted(StoredValues.Of<LocalTime>(context), EdmText.Time),
        _ when type == typeof(Instant) => Formatted(StoredValues.Of<Instant>(context), EdmText.Instant),
        _ => throw new InvalidOperationException($"A sheet can't hold values of type {type.Name}."),
    };

    private static WriteField Formatted<T>(ReadValue<T> read, FormatValue<T> format) => (values, i, row) =>
    {
        Span<byte> room = stackalloc byte[EdmText.Longest];
        row.Plain(room[..format(room, read(values, i))]);
    };

    private static void Number(long value, CsvWriter row)
    {
        Span<byte> room = stackalloc byte[EdmText.Longest];
        Utf8Formatter.TryFormat(value, room, out var length);
        row.Plain(room[..length]);
    }

    private static int Identifier(Span<byte> room, Guid value)
    {
        Utf8Formatter.TryFormat(value, room, out var length);
        return length;
    }
}

using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Last step: writes answers as UTF-8 into the response, rows as they come, in constant memory.</summary>
/// <param name="root">Address of the service, with a slash at its end.</param>
/// <param name="format">The JSON that the client gets.</param>
internal sealed class AnswerWriter(string root, AnswerFormat format)
{
    /// <summary>As much as one write to the network is worth.</summary>
    private const int FlushAt = 32 * 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The list of sets.</summary>
    public byte[] ServiceDocument(ReportingModel model) => Document(json =>
    {
        if (format.Metadata)
            json.WriteString("@odata.context", $"{root}$metadata");
        json.WriteStartArray("value");
        foreach (var set in model.Sets)
        {
            json.WriteStartObject();
            json.WriteString("name", set.Set.Name);
            json.WriteString("kind", "EntitySet");
            json.WriteString("url", set.Set.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>A refusal in OData's form.</summary>
    public static byte[] Error(string code, string message) => Document(json =>
    {
        json.WriteStartObject("error");
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
    });

    /// <summary>The rows of a set, from the current one on, with their number when it was asked for.</summary>
    public async Task WriteRowsAsync(PipeWriter body, ReadSet plan, long? count, RowStream rows, bool hasRow, CancellationToken aborted)
    {
        var columns = Columns(plan, rows);
        body.Write(Encoding.UTF8.GetBytes($"{{{Context(plan, "")}{(count is { } number ? Count(number) : "")}\"value\":["));
        var unsent = 0;
        for (var first = true; hasRow; first = false)
        {
            unsent += WriteRow(body, columns, rows.Values, first ? "{"u8 : ",\n{"u8);
            if (unsent >= FlushAt)
            {
                rows.Pause();
                await body.FlushAsync(aborted);
                unsent = 0;
            }

            hasRow = await rows.NextAsync();
        }

        body.Write("]}"u8);
        await body.FlushAsync(aborted);
    }

    /// <summary>The current row as the answer.</summary>
    public async Task WriteRowAsync(PipeWriter body, ReadSet plan, RowStream row, CancellationToken aborted)
    {
        WriteRow(body, Columns(plan, row), row.Values, Encoding.UTF8.GetBytes($"{{{Context(plan, "/$entity")}"));
        await body.FlushAsync(aborted);
    }

    private static byte[] Document(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private int WriteRow(PipeWriter body, ReadOnlySpan<Column> columns, DbDataReader values, ReadOnlySpan<byte> start)
    {
        var row = new JsonRow(body, format.Ieee754);
        row.Raw(start);
        foreach (ref readonly var column in columns)
        {
            row.Raw(column.Name);
            if (values.IsDBNull(column.Ordinal))
                row.Raw("null"u8);
            else
                column.Write(values, column.Ordinal, ref row);
        }

        row.Raw("}"u8);
        row.Commit();
        return row.Written;
    }

    private static Column[] Columns(ReadSet plan, RowStream rows)
    {
        var ordinals = Enumerable.Range(0, rows.Values.FieldCount).ToDictionary(rows.Values.GetName);
        return [.. plan.Columns.Select((property, i) => new Column(
            i == 0 ? property.JsonName[1..] : property.JsonName,
            ordinals.TryGetValue(property.Name, out var ordinal)
                ? ordinal
                : throw new InvalidOperationException($"{plan.Of.Set.Name}.{property.Name} has no column of its own: its expression must be translatable and unlike every other property's."),
            ValueFormats.For(rows.Context, property.Type)))];
    }

    private string Context(ReadSet plan, string suffix)
    {
        if (!format.Metadata)
            return "";
        var columns = plan.AllColumns ? "" : $"({string.Join(',', plan.Columns.Select(c => c.Name))})";
        var address = JsonEncodedText.Encode($"{root}$metadata#{plan.Of.Set.Name}{columns}{suffix}", Relaxed.Encoder);
        return $"\"@odata.context\":\"{address}\",";
    }

    private string Count(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"\"@odata.count\":{(format.Ieee754 ? "\"" : "")}{number}{(format.Ieee754 ? "\"" : "")},");

    private readonly record struct Column(byte[] Name, int Ordinal, WriteValue Write);
}

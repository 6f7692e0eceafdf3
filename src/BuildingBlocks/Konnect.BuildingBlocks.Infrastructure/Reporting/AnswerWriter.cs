using System.Buffers;
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

    /// <summary>One value as the answer.</summary>
    public byte[] Value(AnswerObject answer, string context, RowStream row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new RowWriter(answer, row, format).Write(buffer, Encoding.UTF8.GetBytes($"{{{Context(new(context, null)).TrimEnd(',')}"), first: !format.Metadata);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One value as text: as in JSON, without the quotes.</summary>
    public static byte[] Text(AnswerObject answer, RowStream row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new RowWriter(answer, row, AnswerFormat.Default).Write(buffer, "{"u8);
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        var value = json.RootElement.EnumerateObject().Single().Value;
        return Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
    }

    /// <summary>Rows, from the current one on.</summary>
    /// <param name="body">The response.</param>
    /// <param name="answer">What a row holds.</param>
    /// <param name="head">What stands before the rows.</param>
    /// <param name="rows">The rows, standing on the first.</param>
    /// <param name="hasRow">False when there is none.</param>
    /// <param name="page">Makes the address of the next page; null when the answer has no pages.</param>
    /// <param name="aborted">Ends the writing.</param>
    public async Task WriteRowsAsync(PipeWriter body, AnswerObject answer, AnswerHead head, RowStream rows, bool hasRow, PageEnd? page, CancellationToken aborted)
    {
        var writer = new RowWriter(answer, rows, format);
        body.Write(Encoding.UTF8.GetBytes($"{{{Context(head)}{(head.Count is { } number ? Count(number) : "")}\"value\":["));
        var (unsent, written) = (0, 0L);
        string? next = null;
        while (hasRow)
        {
            if (writer.BeginsRow)
            {
                if (written == page?.Rows)
                    break;

                written++;
                // The next page goes on behind this row: its values are needed before it is left.
                next = written == page?.Rows ? page.AddressBehind(rows) : null;
            }

            unsent += writer.Write(body, written == 1 ? "{"u8 : ",\n{"u8);
            if (unsent >= FlushAt)
            {
                rows.Pause();
                await body.FlushAsync(aborted);
                unsent = 0;
            }

            hasRow = await rows.NextAsync();
        }

        writer.End(body);
        body.Write("]"u8);
        if (hasRow && next is not null)
            body.Write(Encoding.UTF8.GetBytes($",\"@odata.nextLink\":\"{JsonEncodedText.Encode(next, Relaxed.Encoder)}\""));
        body.Write("}"u8);
        await body.FlushAsync(aborted);
    }

    /// <summary>The current row as the answer, with the rows that belong to it.</summary>
    public async Task WriteRowAsync(PipeWriter body, AnswerObject answer, AnswerHead head, RowStream rows, CancellationToken aborted)
    {
        var writer = new RowWriter(answer, rows, format);
        var start = Encoding.UTF8.GetBytes($"{{{Context(head).TrimEnd(',')}");
        do
        {
            writer.Write(body, start, first: start.Length == 1);
            rows.Pause();
            await body.FlushAsync(aborted);
        }
        while (await rows.NextAsync());
        writer.End(body);
        await body.FlushAsync(aborted);
    }

    private string Context(AnswerHead head) => format.Metadata ? $"\"@odata.context\":\"{JsonEncodedText.Encode($"{root}$metadata#{head.Context}", Relaxed.Encoder)}\"," : "";

    private string Count(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"\"@odata.count\":{(format.Ieee754 ? "\"" : "")}{number}{(format.Ieee754 ? "\"" : "")},");

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
}

/// <summary>What stands before the rows of an answer.</summary>
/// <param name="Context">The fragment of the context address: what the answer holds.</param>
/// <param name="Count">The number of all rows; null leaves it out.</param>
internal sealed record AnswerHead(string Context, long? Count);

/// <summary>Where a page of an answer ends.</summary>
/// <param name="Rows">Rows of the page.</param>
/// <param name="AddressBehind">The address of the page that follows the current row.</param>
internal sealed record PageEnd(long Rows, Func<RowStream, string> AddressBehind);

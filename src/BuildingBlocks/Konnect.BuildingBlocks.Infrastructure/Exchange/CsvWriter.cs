using System.Buffers;
using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>
/// Writes RFC 4180: UTF-8, commas, CR LF, quotes only where needed; the same rows give the same bytes. Rows are gathered in
/// memory until they are flushed, so that writing them never waits for the stream.
/// </summary>
internal sealed class CsvWriter(Stream stream)
{
    private const int Full = 1 << 16;
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private readonly ArrayBufferWriter<byte> rows = new(Full * 2);
    private bool first = true;

    /// <summary>True when so much is gathered that it is time to flush.</summary>
    public bool IsFull => rows.WrittenCount >= Full;

    /// <summary>Writes the byte-order mark, before anything else; without it Excel takes UTF-8 for something older.</summary>
    public void Mark() => rows.Write(Encoding.UTF8.Preamble);

    /// <summary>Writes one field of the current row.</summary>
    public void Field(string text)
    {
        Separate();
        if (text.AsSpan().ContainsAny(Special) || text.StartsWith(' ') || text.EndsWith(' '))
            text = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        Encoding.UTF8.GetBytes(text, rows);
    }

    /// <summary>Writes one field of the current row that is UTF-8 already and needs no quotes, such as a number.</summary>
    public void Plain(ReadOnlySpan<byte> text)
    {
        Separate();
        rows.Write(text);
    }

    /// <summary>Ends the current row.</summary>
    public void EndRow()
    {
        rows.Write("\r\n"u8);
        first = true;
    }

    /// <summary>Writes what is gathered to the stream.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(rows.WrittenMemory, cancellationToken);
        rows.ResetWrittenCount();
    }

    private void Separate()
    {
        if (!first)
            rows.Write(","u8);
        first = false;
    }
}

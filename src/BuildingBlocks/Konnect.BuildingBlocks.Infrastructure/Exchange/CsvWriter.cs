using System.Buffers;
using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>Writes RFC 4180: UTF-8 without byte-order mark, commas, CR LF, quotes only where needed; the same rows give the same bytes.</summary>
internal sealed class CsvWriter(Stream stream) : IAsyncDisposable
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private readonly StreamWriter writer = new(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
    private bool first = true;

    /// <summary>Writes one field of the current row.</summary>
    public void Field(string text)
    {
        if (!first)
            writer.Write(',');
        first = false;
        if (text.AsSpan().ContainsAny(Special) || text.StartsWith(' ') || text.EndsWith(' '))
        {
            writer.Write('"');
            writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }
        else
        {
            writer.Write(text);
        }
    }

    /// <summary>Ends the current row.</summary>
    public void EndRow()
    {
        writer.WriteLine();
        first = true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => writer.DisposeAsync();
}

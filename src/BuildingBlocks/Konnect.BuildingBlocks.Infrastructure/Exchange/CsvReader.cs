using System.Text;
using System.Text.Unicode;
using Konnect.BuildingBlocks.Results;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>
/// Reads RFC 4180 row by row from a stream of UTF-8, with or without byte-order mark, in constant memory: never more than one row is held.
/// Lines end in CR LF, LF or CR; empty lines are skipped. Whether comma or semicolon separates is found from the first row.
/// </summary>
internal sealed class CsvReader(Stream stream, ExchangeLimits limits)
{
    private readonly List<Field> fields = [];
    private byte[] buffer = new byte[Math.Min(64 << 10, limits.RowBytes + 1)];
    private int start;
    private int end;
    private bool atEnd;
    private bool opened;
    private byte separator;
    private long consumed;
    private int nextLine = 1;

    private enum Scan
    {
        Row,
        NeedMore,
        End,
    }

    /// <summary>The line on which the current row starts, counted from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Fields of the current row.</summary>
    public int FieldCount => fields.Count;

    /// <summary>What is wrong with the current row as CSV; null for a sound one.</summary>
    public Error? Fault { get; private set; }

    /// <summary>Position of <see cref="Fault"/> in the row, counted from 0; null when it is about the whole row.</summary>
    public int? FaultField { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long Position => consumed + start;

    /// <summary>Moves to the next row; false at the end of the file, or after a row that is too long to read on.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!opened)
            await OpenAsync(cancellationToken);
        while (true)
        {
            switch (ScanRow())
            {
                case Scan.Row:
                    return true;
                case Scan.End:
                    return false;
                case Scan.NeedMore when end - start > limits.RowBytes:
                    // Where the next row starts can't be known without reading on, and there may be gigabytes of this one.
                    Refuse(Error.Invalid("exchange.row-too-long", args: [limits.RowBytes >> 10]), null);
                    Line = nextLine;
                    fields.Clear();
                    (start, atEnd) = (end, true);
                    return true;
                default:
                    await FillAsync(cancellationToken);
                    break;
            }
        }
    }

    /// <summary>The text of a field; false when its bytes are not UTF-8 text.</summary>
    public bool TryGetText(int index, out string text)
    {
        var field = fields[index];
        var bytes = buffer.AsSpan(field.Start, field.Length);
        if (!Utf8.IsValid(bytes) || bytes.Contains((byte)0))
        {
            text = "";
            return false;
        }

        text = bytes.IsEmpty ? "" : Encoding.UTF8.GetString(bytes);
        if (field.HasQuotes)
            text = text.Replace("\"\"", "\"", StringComparison.Ordinal);
        return true;
    }

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        opened = true;
        do
            await FillAsync(cancellationToken);
        while (!HasHeader() && !atEnd && end <= limits.RowBytes);
        if (buffer.AsSpan(0, end).StartsWith("\uFEFF"u8))
            start = 3;
    }

    /// <summary>True once the first row with a separator is whole; the separator is whichever it holds more of outside quotes.</summary>
    private bool HasHeader()
    {
        var (commas, semicolons, quoted) = (0, 0, false);
        foreach (var b in buffer.AsSpan(0, end))
        {
            if (b == '"')
                quoted = !quoted;
            else if (b == ',' && !quoted)
                commas++;
            else if (b == ';' && !quoted)
                semicolons++;
            else if (b is (byte)'\n' or (byte)'\r' && !quoted && commas + semicolons > 0)
                return true;
            separator = semicolons > commas ? (byte)';' : (byte)',';
        }

        return false;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            consumed += start;
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        atEnd = read == 0;
        end += read;
    }

    private Scan ScanRow()
    {
        (Fault, FaultField) = (null, null);
        fields.Clear();
        var data = buffer.AsSpan(0, end);
        var at = start;
        var line = nextLine;
        while (at < end && data[at] is (byte)'\n' or (byte)'\r')
        {
            if (!TryEndLine(data, ref at))
                return Scan.NeedMore;
            line++;
        }

        (start, nextLine) = (at, line);
        if (at == end)
            return atEnd ? Scan.End : Scan.NeedMore;
        Line = line;
        while (true)
        {
            if (at < end && data[at] == '"')
            {
                if (!TryQuoted(data, ref at, ref line))
                    return Scan.NeedMore;
            }
            else
            {
                var length = data[at..].IndexOfAny(separator, (byte)'\n', (byte)'\r');
                if (length < 0 && !atEnd)
                    return Scan.NeedMore;
                var field = new Field(at, length < 0 ? end - at : length, false);
                if (data.Slice(field.Start, field.Length).Contains((byte)'"'))
                    Refuse(Error.Invalid("exchange.quote-stray"), fields.Count);
                Add(field);
                at += field.Length;
            }

            if (at == end)
            {
                if (!atEnd)
                    return Scan.NeedMore;
                break;
            }

            if (data[at] == separator)
            {
                at++;
                if (at == end && !atEnd)
                    return Scan.NeedMore;
                continue;
            }

            if (!TryEndLine(data, ref at))
                return Scan.NeedMore;
            line++;
            break;
        }

        (start, nextLine) = (at, line);
        return Scan.Row;
    }

    /// <summary>Reads a quoted field and leaves <paramref name="at"/> behind its closing quote; false when the buffer ends too early to know.</summary>
    private bool TryQuoted(ReadOnlySpan<byte> data, ref int at, ref int line)
    {
        var first = at + 1;
        var hasQuotes = false;
        for (var from = first; ;)
        {
            var quote = data[from..].IndexOf((byte)'"');
            if (quote < 0)
            {
                if (!atEnd)
                    return false;
                Refuse(Error.Invalid("exchange.quote-open", args: [line]), fields.Count);
                Add(new Field(first, end - first, hasQuotes));
                at = end;
                return true;
            }

            from += quote + 1;
            if (from == end && !atEnd)
                return false;
            if (from < end && data[from] == '"')
            {
                hasQuotes = true;
                from++;
                continue;
            }

            Add(new Field(first, from - 1 - first, hasQuotes));
            line += data[first..from].Count((byte)'\n');
            at = from;
            if (from < end && data[from] != separator && data[from] is not ((byte)'\n' or (byte)'\r'))
            {
                // Text behind a closing quote: the row is refused, and reading goes on at the next line.
                Refuse(Error.Invalid("exchange.quote-stray"), fields.Count - 1);
                var rest = data[from..].IndexOfAny((byte)'\n', (byte)'\r');
                if (rest < 0 && !atEnd)
                    return false;
                at = rest < 0 ? end : from + rest;
            }

            return true;
        }
    }

    /// <summary>Steps over one line end; false when a CR is the last byte so far and an LF may follow.</summary>
    private bool TryEndLine(ReadOnlySpan<byte> data, ref int at)
    {
        if (data[at] == '\r')
        {
            if (at + 1 == end && !atEnd)
                return false;
            if (at + 1 < end && data[at + 1] == '\n')
                at++;
        }

        at++;
        return true;
    }

    private void Add(Field field)
    {
        if (field.Length > limits.FieldBytes)
            Refuse(Error.Invalid("exchange.field-too-long", args: [limits.FieldBytes >> 10]), fields.Count);
        fields.Add(field);
    }

    private void Refuse(Error fault, int? field)
    {
        if (Fault is null)
            (Fault, FaultField) = (fault, field);
    }

    private readonly record struct Field(int Start, int Length, bool HasQuotes);
}

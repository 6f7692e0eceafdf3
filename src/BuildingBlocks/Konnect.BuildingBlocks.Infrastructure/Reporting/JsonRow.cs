using System.Buffers;
using System.Buffers.Text;
using System.Text;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Writes one row's JSON straight into the memory of the response. Values are in the formats of Edm.</summary>
/// <param name="body">Where the bytes go: the response.</param>
/// <param name="ieee754">True when 64-bit integers are written as text, for clients whose numbers can't hold them.</param>
internal ref struct JsonRow(IBufferWriter<byte> body, bool ieee754)
{
    /// <summary>The longest value of a fixed size with its quotes.</summary>
    private const int Longest = EdmText.Longest + 2;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);
    private static readonly UTF8Encoding Utf8 = new(false);

    private Span<byte> free = body.GetSpan();
    private int used;

    /// <summary>Bytes handed to the response so far.</summary>
    public int Written { get; private set; }

    /// <summary>Bytes as they are.</summary>
    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        used += bytes.Length;
    }

    /// <summary>A whole number.</summary>
    public void Int32(int value)
    {
        Utf8Formatter.TryFormat(value, Room(Longest), out var length);
        used += length;
    }

    /// <summary>A whole number of 64 bits.</summary>
    public void Int64(long value)
    {
        if (ieee754)
            Raw("\""u8);
        Utf8Formatter.TryFormat(value, Room(Longest), out var length);
        used += length;
        if (ieee754)
            Raw("\""u8);
    }

    /// <summary>A floating number; what JSON has no number for is text.</summary>
    public void Double(double value)
    {
        var room = Room(Longest);
        if (double.IsFinite(value))
            used += EdmText.Double(room, value);
        else
            Quote(room, EdmText.Double(room[1..], value));
    }

    /// <summary>True or false.</summary>
    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>A Guid in lower case.</summary>
    public void Guid(Guid value)
    {
        var room = Room(Longest);
        room[0] = (byte)'"';
        Utf8Formatter.TryFormat(value, room[1..], out var length);
        room[length + 1] = (byte)'"';
        used += length + 2;
    }

    /// <summary>A Guid that is UTF-8 already, in whatever case.</summary>
    public void Guid(scoped ReadOnlySpan<byte> value)
    {
        var room = Room(value.Length + 2);
        Ascii.ToLower(value, room[1..], out var length);
        Quote(room, length);
    }

    /// <summary>A date.</summary>
    public void Date(LocalDate value)
    {
        var room = Room(Longest);
        Quote(room, EdmText.Date(room[1..], value));
    }

    /// <summary>A time of day.</summary>
    public void Time(LocalTime value)
    {
        var room = Room(Longest);
        Quote(room, EdmText.Time(room[1..], value));
    }

    /// <summary>An instant in UTC.</summary>
    public void Instant(Instant value)
    {
        var room = Room(Longest);
        Quote(room, EdmText.Instant(room[1..], value));
    }

    /// <summary>Text, escaped.</summary>
    public void Text(string value)
    {
        var room = Room(Utf8.GetMaxByteCount(value.Length) + 2);
        var length = Utf8.GetBytes(value, room[1..]);
        if (room.Slice(1, length).ContainsAny(Escaped))
            Escape(Utf8.GetBytes(value));
        else
            Quote(room, length);
    }

    /// <summary>Text that is UTF-8 already, escaped.</summary>
    public void Text(scoped ReadOnlySpan<byte> value)
    {
        if (value.ContainsAny(Escaped))
        {
            Escape(value);
            return;
        }

        var room = Room(value.Length + 2);
        value.CopyTo(room[1..]);
        Quote(room, value.Length);
    }

    /// <summary>Hands what was written to the response; the row is over.</summary>
    public void Commit()
    {
        body.Advance(used);
        Written += used;
    }

    private void Quote(Span<byte> room, int length)
    {
        room[0] = (byte)'"';
        room[length + 1] = (byte)'"';
        used += length + 2;
    }

    private void Escape(scoped ReadOnlySpan<byte> value)
    {
        Raw("\""u8);
        while (value.IndexOfAny(Escaped) is >= 0 and var plain)
        {
            Raw(value[..plain]);
            var room = Room(8);
            var special = value[plain];
            if (special < ' ')
            {
                "\\u00"u8.CopyTo(room);
                Utf8Formatter.TryFormat(special, room[4..], out var digits, new StandardFormat('x', 2));
                used += 4 + digits;
            }
            else
            {
                room[0] = (byte)'\\';
                room[1] = special;
                used += 2;
            }

            value = value[(plain + 1)..];
        }

        Raw(value);
        Raw("\""u8);
    }

    private Span<byte> Room(int size)
    {
        if (free.Length - used < size)
        {
            body.Advance(used);
            Written += used;
            used = 0;
            free = body.GetSpan(size);
        }

        return free[used..];
    }
}

using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Writes one row's JSON straight into the memory of the response. Values are in the formats of Edm.</summary>
/// <param name="body">Where the bytes go: the response.</param>
/// <param name="ieee754">True when 64-bit integers are written as text, for clients whose numbers can't hold them.</param>
internal ref struct JsonRow(IBufferWriter<byte> body, bool ieee754)
{
    /// <summary>The longest value of a fixed size: an instant with fraction and quotes, a Guid, a double.</summary>
    private const int Longest = 48;

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
        if (!double.IsFinite(value))
        {
            Raw(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"INF\""u8 : "\"-INF\""u8);
            return;
        }

        value.TryFormat(Room(Longest), out var length, "R", CultureInfo.InvariantCulture);
        used += length;
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

    /// <summary>A date, <c>yyyy-MM-dd</c>.</summary>
    public void Date(LocalDate value)
    {
        var room = Room(Longest);
        room[0] = (byte)'"';
        Day(room[1..], value.Year, value.Month, value.Day);
        room[11] = (byte)'"';
        used += 12;
    }

    /// <summary>A time of day, <c>HH:mm:ss</c>, with a fraction when there is one.</summary>
    public void Time(LocalTime value)
    {
        var room = Room(Longest);
        room[0] = (byte)'"';
        var length = 1 + Clock(room[1..], value.TickOfDay);
        room[length] = (byte)'"';
        used += length + 1;
    }

    /// <summary>An instant in UTC, <c>yyyy-MM-ddTHH:mm:ssZ</c>, with a fraction when there is one.</summary>
    public void Instant(Instant value)
    {
        var (date, time) = value.ToDateTimeUtc();
        var (year, month, day) = date;
        var room = Room(Longest);
        room[0] = (byte)'"';
        Day(room[1..], year, month, day);
        room[11] = (byte)'T';
        var length = 12 + Clock(room[12..], time.Ticks);
        room[length] = (byte)'Z';
        room[length + 1] = (byte)'"';
        used += length + 2;
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

    private static void Day(Span<byte> room, int year, int month, int day)
    {
        TwoDigits(room, year / 100);
        TwoDigits(room[2..], year % 100);
        room[4] = (byte)'-';
        TwoDigits(room[5..], month);
        room[7] = (byte)'-';
        TwoDigits(room[8..], day);
    }

    private static int Clock(Span<byte> room, long ticks)
    {
        var (seconds, fraction) = Math.DivRem(ticks, NodaConstants.TicksPerSecond);
        TwoDigits(room, (int)(seconds / 3600));
        room[2] = (byte)':';
        TwoDigits(room[3..], (int)(seconds / 60 % 60));
        room[5] = (byte)':';
        TwoDigits(room[6..], (int)(seconds % 60));
        if (fraction == 0)
            return 8;
        room[8] = (byte)'.';
        Utf8Formatter.TryFormat((uint)fraction, room[9..], out var length, new StandardFormat('D', 7));
        while (room[8 + length] == (byte)'0')
            length--;
        return 9 + length;
    }

    private static void TwoDigits(Span<byte> room, int value)
    {
        room[1] = (byte)('0' + (value % 10));
        room[0] = (byte)('0' + (value / 10));
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

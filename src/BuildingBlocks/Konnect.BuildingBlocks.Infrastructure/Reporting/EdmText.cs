using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Writes a value as text in UTF-8 into <see cref="EdmText.Longest"/> bytes or more, and gives the number of bytes it wrote.</summary>
internal delegate int FormatValue<in T>(Span<byte> room, T value);

/// <summary>Values as the text of Edm, in UTF-8 and without quotes; every method gives the number of bytes it wrote.</summary>
internal static class EdmText
{
    /// <summary>Bytes that hold any of these values.</summary>
    public const int Longest = 40;

    /// <summary>The name of a type that can't be told from a value in JSON; null for what can: text, true or false, and floating numbers.</summary>
    public static string? NameOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => "Int32",
        TypeCode.Int64 => "Int64",
        _ when type == typeof(Guid) => "Guid",
        _ when type == typeof(LocalDate) => "Date",
        _ when type == typeof(LocalTime) => "TimeOfDay",
        _ when type == typeof(Instant) => "DateTimeOffset",
        _ => null,
    };

    /// <summary>A floating number, or <c>NaN</c>, <c>INF</c>, <c>-INF</c>.</summary>
    public static int Double(Span<byte> room, double value)
    {
        if (double.IsFinite(value))
        {
            value.TryFormat(room, out var length, "R", CultureInfo.InvariantCulture);
            return length;
        }

        var word = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "INF"u8 : "-INF"u8;
        word.CopyTo(room);
        return word.Length;
    }

    /// <summary>A date, <c>yyyy-MM-dd</c>.</summary>
    public static int Date(Span<byte> room, LocalDate value) => Day(room, value.Year, value.Month, value.Day);

    /// <summary>A time of day, <c>HH:mm:ss</c>, with a fraction when there is one.</summary>
    public static int Time(Span<byte> room, LocalTime value) => Clock(room, value.TickOfDay);

    /// <summary>An instant in UTC, <c>yyyy-MM-ddTHH:mm:ssZ</c>, with a fraction when there is one.</summary>
    public static int Instant(Span<byte> room, Instant value)
    {
        var (date, time) = value.ToDateTimeUtc();
        var (year, month, day) = date;
        Day(room, year, month, day);
        room[10] = (byte)'T';
        var length = 11 + Clock(room[11..], time.Ticks);
        room[length] = (byte)'Z';
        return length + 1;
    }

    private static int Day(Span<byte> room, int year, int month, int day)
    {
        TwoDigits(room, year / 100);
        TwoDigits(room[2..], year % 100);
        room[4] = (byte)'-';
        TwoDigits(room[5..], month);
        room[7] = (byte)'-';
        TwoDigits(room[8..], day);
        return 10;
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
}

using System.Globalization;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>The horizontal axis of a picture of a day: minutes to percents, so that a picture has every width and its letters keep their shape.</summary>
/// <param name="From">Left end, minutes since midnight.</param>
/// <param name="To">Right end, minutes since midnight; after <paramref name="From"/>.</param>
internal readonly record struct Axis(int From, int To)
{
    /// <summary>The axis of a day between two times; midnight as the end is the end of the day.</summary>
    public static Axis Of(LocalTime from, LocalTime to) => new(Minute(from), EndMinute(to));

    /// <summary>Whole hours within the axis, as minutes.</summary>
    public IEnumerable<int> Hours
    {
        get
        {
            for (var hour = (From + 59) / 60 * 60; hour <= To; hour += 60)
                yield return hour;
        }
    }

    /// <summary>Where a minute lies.</summary>
    public string X(int minute) => Percent(int.Clamp(minute, From, To) - From, To - From);

    /// <summary>How wide a stretch is.</summary>
    public string Width(int from, int to) => Percent(int.Clamp(to, From, To) - int.Clamp(from, From, To), To - From);

    /// <summary>Minutes since midnight of a start.</summary>
    public static int Minute(LocalTime time) => time.Hour * 60 + time.Minute;

    /// <summary>Minutes since midnight of an end.</summary>
    public static int EndMinute(LocalTime time) => time == LocalTime.Midnight ? 24 * 60 : Minute(time);

    /// <summary>A part of a whole as an SVG length.</summary>
    public static string Percent(int part, int whole) => (100m * part / whole).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

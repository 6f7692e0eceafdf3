using NodaTime;

namespace Konnect.BuildingBlocks.Time;

/// <summary>Local days and whole minutes in the organisation's time zone.</summary>
public static class LocalTimes
{
    /// <summary>The instant cut to the whole minute (floor).</summary>
    public static Instant ToMinute(this Instant instant) => Instant.FromUnixTimeSeconds(Floor(instant.ToUnixTimeSeconds(), 60) * 60);

    private static long Floor(long value, long by) => value >= 0 ? value / by : (value - by + 1) / by;

    /// <summary>The local date of an instant.</summary>
    public static LocalDate DateIn(this Instant instant, DateTimeZone zone) => instant.InZone(zone).Date;

    /// <summary>The local time of day of an instant.</summary>
    public static LocalTime TimeIn(this Instant instant, DateTimeZone zone) => instant.InZone(zone).TimeOfDay;

    /// <summary>
    /// The instant of a local date and time. A time that the spring clock change skips moves forward by the length of the gap;
    /// one that the autumn change repeats is the first of the two.
    /// </summary>
    public static Instant At(this DateTimeZone zone, LocalDate date, LocalTime time) => zone.AtLeniently(date + time).ToInstant();

    /// <summary>The start of a local day and of the next: 23, 24 or 25 hours apart.</summary>
    public static Interval Day(this DateTimeZone zone, LocalDate date) => new(zone.AtStartOfDay(date).ToInstant(), zone.AtStartOfDay(date.PlusDays(1)).ToInstant());
}

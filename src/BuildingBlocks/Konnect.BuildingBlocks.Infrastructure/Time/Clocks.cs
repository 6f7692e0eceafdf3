using NodaTime;
using NodaTime.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Time;

/// <summary>A clock that stands still, for demonstrations and tests.</summary>
public sealed class FixedClock(Instant now) : IClock
{
    /// <inheritdoc/>
    public Instant GetCurrentInstant() => now;

    /// <summary>
    /// Reads a setting: an instant (<c>2026-11-20T09:00:00Z</c>) or a local date and time (<c>2026-11-20T10:00</c>) in the zone. With <c>+</c> after it, time runs from there.
    /// </summary>
    public static IClock? Parse(string text, DateTimeZone zone)
    {
        if (text.EndsWith('+'))
            return Parse(text[..^1], zone) is FixedClock start ? new ShiftedClock(SystemClock.Instance, start.GetCurrentInstant() - SystemClock.Instance.GetCurrentInstant()) : null;
        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant)
            return new FixedClock(instant.Value);
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } offset)
            return new FixedClock(offset.Value.ToInstant());
        foreach (var pattern in new[] { "uuuu-MM-dd'T'HH:mm", "uuuu-MM-dd'T'HH:mm:ss", "uuuu-MM-dd HH:mm", "uuuu-MM-dd HH:mm:ss" })
        {
            if (LocalDateTimePattern.CreateWithInvariantCulture(pattern).Parse(text) is { Success: true } local)
                return new FixedClock(zone.AtLeniently(local.Value).ToInstant());
        }

        return null;
    }
}

/// <summary>A clock that runs at a distance of the real one, for a demonstration that always falls in opening hours.</summary>
public sealed class ShiftedClock(IClock clock, Duration shift) : IClock
{
    /// <inheritdoc/>
    public Instant GetCurrentInstant() => clock.GetCurrentInstant() + shift;
}

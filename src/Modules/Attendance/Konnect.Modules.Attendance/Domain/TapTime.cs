using Konnect.BuildingBlocks.Results;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain;

/// <summary>At what time something is registered that happens today.</summary>
internal static class TapTime
{
    // A clock at the wall runs a little fast.
    private static readonly Duration Grace = Duration.FromMinutes(2);

    /// <summary>Now, or the time that was chosen; a chosen time ahead of now is refused.</summary>
    public static Result<Instant> Of(LocalTime? chosen, ZonedDateTime now)
    {
        if (chosen is not { } time)
            return now.ToInstant();
        var at = now.Zone.AtLeniently(now.Date + time).ToInstant();
        return at > now.ToInstant() + Grace
            ? Error.Conflict("attendance.in-the-future", "At")
            : Instant.Min(at, now.ToInstant());
    }
}

using Konnect.BuildingBlocks.Results;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Taps;

/// <summary>When something was tapped.</summary>
/// <param name="At">The time.</param>
/// <param name="IsClockCorrected">True when the device told another time, as its clock was wrong.</param>
internal readonly record struct TapMoment(Instant At, bool IsClockCorrected = false)
{
    // A clock at the wall runs a little fast.
    private static readonly Duration Grace = Duration.FromMinutes(2);

    private static readonly Duration Wrong = Duration.FromMinutes(1);

    /// <summary>Now, or the time today that was chosen; a chosen time ahead of now is refused.</summary>
    public static Result<TapMoment> Of(LocalTime? chosen, ZonedDateTime now)
    {
        if (chosen is not { } time)
            return new TapMoment(now.ToInstant());
        var at = now.Zone.AtLeniently(now.Date + time).ToInstant();
        return at > now.ToInstant() + Grace
            ? Error.Conflict("attendance.in-the-future", "At")
            : new TapMoment(Instant.Min(at, now.ToInstant()));
    }

    /// <summary>
    /// What a device that sends later told, by the clock it had. How far that is from ours is known from when it last heard of us before the tap; if it never did,
    /// from now. A tap is never later than its arrival.
    /// </summary>
    /// <param name="told">The time by the device's clock.</param>
    /// <param name="ahead">How far the device's clock was ahead of ours when it last heard of us before the tap; null when it never did.</param>
    /// <param name="sentAt">The device's clock when it sends.</param>
    /// <param name="now">Our clock when it arrives.</param>
    public static TapMoment Of(Instant told, Duration? ahead, Instant sentAt, Instant now)
    {
        var wrongBy = ahead ?? sentAt - now;
        var isWrong = wrongBy >= Wrong || wrongBy <= -Wrong;
        return new(Instant.Min(isWrong ? told - wrongBy : told, now), isWrong);
    }
}

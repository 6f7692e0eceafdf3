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

    /// <summary>How many days late something may come from a device: longer than a tablet lies in a cupboard over a holiday of a week.</summary>
    public const int MostDaysLate = 14;

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

    /// <summary>As the other, of a device that tells in seconds how far its clock was ahead.</summary>
    public static TapMoment Of(Instant told, int? aheadSeconds, Instant sentAt, Instant now) => Of(told, aheadSeconds is { } ahead ? Duration.FromSeconds(ahead) : (Duration?)null, sentAt, now);

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

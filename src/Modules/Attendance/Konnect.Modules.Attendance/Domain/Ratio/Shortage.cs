using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>A stretch ahead with fewer staff than required, long enough before to do something about it.</summary>
/// <param name="From">When it begins; the minute of now when it has begun.</param>
/// <param name="To">When there is enough again.</param>
/// <param name="Staff">The staff then, at the worst.</param>
/// <param name="Required">The staff required then.</param>
/// <param name="Status">The worst judgement of it.</param>
internal sealed record Shortage(Instant From, Instant To, int Staff, int Required, RatioStatus Status)
{
    /// <summary>How long before people are warned.</summary>
    public static readonly Duration Notice = Duration.FromMinutes(15);

    /// <summary>The shortage of now or of the next quarter of an hour; null when there is none.</summary>
    public static Shortage? Next(RatioTimeline timeline, Instant now)
    {
        Shortage? found = null;
        foreach (var segment in timeline.Segments.Where(s => s.To > now))
        {
            if (found is null && segment.From > now + Notice)
                return null;
            if (segment is not { Shortfall: > 0, Required: { } required } || (found is not null && segment.From > found.To))
            {
                if (found is not null)
                    return found;
                continue;
            }

            found = found is null
                ? new(Instant.Max(segment.From, now), segment.To, segment.Staff, required, segment.Status)
                : found with
                {
                    To = segment.To,
                    Staff = segment.Shortfall > found.Required - found.Staff ? segment.Staff : found.Staff,
                    Required = segment.Shortfall > found.Required - found.Staff ? required : found.Required,
                    Status = segment.Status > found.Status ? segment.Status : found.Status,
                };
        }

        return found;
    }

    /// <summary>How many staff another scope can do without all that time; all that are there when it has no children then.</summary>
    /// <param name="timeline">The other scope's day.</param>
    /// <param name="there">Its staff now that counts.</param>
    public int SpareOf(RatioTimeline timeline, int there)
    {
        var during = timeline.Segments.Where(s => s.From < To && s.To > From).ToList();
        return during.Count == 0 ? there : Math.Max(0, Math.Min(there, during.Min(s => s.Required is { } required ? s.Staff - required : 0)));
    }
}

using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Domain;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>One correction of a presence by hand: what stood there, what came in its place, who changed it, when and why.</summary>
/// <param name="PresenceId">The presence.</param>
/// <param name="OldFrom">The arrival before.</param>
/// <param name="OldTo">The departure before; null when it was open.</param>
/// <param name="NewFrom">The arrival after.</param>
/// <param name="NewTo">The departure after; null when it was open.</param>
/// <param name="Withdrawn">True when the presence was taken back.</param>
/// <param name="By">Who changed it.</param>
/// <param name="At">When, local.</param>
/// <param name="Reason">Why.</param>
internal sealed record CorrectionLine(Guid PresenceId, LocalTime OldFrom, LocalTime? OldTo, LocalTime NewFrom, LocalTime? NewTo, bool Withdrawn, string By, LocalDateTime At, string Reason)
{
    /// <summary>The corrections of a presence that is, or was, on one of the groups; oldest first. What followed from taps by itself is none.</summary>
    public static IEnumerable<CorrectionLine> Of(Presence presence, IReadOnlyCollection<string> groups, DateTimeZone zone)
    {
        var changes = presence.Corrections.Where(c => !c.IsUndo).OrderBy(c => c.ChangedAt).ToList();
        if (!groups.Contains(presence.GroupCode) && !changes.Exists(c => groups.Contains(c.OldGroupCode)))
            yield break;
        for (var i = 0; i < changes.Count; i++)
        {
            var (c, isLast) = (changes[i], i + 1 == changes.Count);
            var (from, to) = isLast ? (presence.ArrivedAt, presence.DepartedAt) : (changes[i + 1].OldArrivedAt, changes[i + 1].OldDepartedAt);
            yield return new(presence.Id, c.OldArrivedAt.TimeIn(zone), c.OldDepartedAt?.TimeIn(zone), from.TimeIn(zone), to?.TimeIn(zone), isLast && presence.WithdrawnAt is not null, c.ChangedBy, c.ChangedAt.InZone(zone).LocalDateTime, c.Reason);
        }
    }
}

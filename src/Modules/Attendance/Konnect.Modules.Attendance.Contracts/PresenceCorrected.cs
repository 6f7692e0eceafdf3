using Konnect.BuildingBlocks.Events;
using NodaTime;

namespace Konnect.Modules.Attendance.Contracts;

/// <summary>A registered presence was corrected or taken back afterwards; the old value is kept.</summary>
/// <param name="LocationCode">The location.</param>
/// <param name="PresenceId">The presence.</param>
/// <param name="Date">The local day.</param>
[EventAlias("attendance.presence-corrected.v1")]
public sealed record PresenceCorrected(string LocationCode, Guid PresenceId, LocalDate Date) : IIntegrationEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"location/{LocationCode}";
}

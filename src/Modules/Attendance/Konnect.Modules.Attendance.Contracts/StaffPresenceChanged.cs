using Konnect.BuildingBlocks.Events;
using NodaTime;

namespace Konnect.Modules.Attendance.Contracts;

/// <summary>Somebody of the staff came, left, took a break or moved to another group.</summary>
/// <param name="LocationCode">The location.</param>
/// <param name="StaffId">Who.</param>
/// <param name="Date">The local day.</param>
[EventAlias("attendance.staff-presence-changed.v1")]
public sealed record StaffPresenceChanged(string LocationCode, Guid StaffId, LocalDate Date) : IIntegrationEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"location/{LocationCode}";
}

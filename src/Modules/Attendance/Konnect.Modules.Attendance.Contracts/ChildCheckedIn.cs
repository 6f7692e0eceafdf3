using Konnect.BuildingBlocks.Events;
using NodaTime;

namespace Konnect.Modules.Attendance.Contracts;

/// <summary>A child arrived and is now in the care of the group.</summary>
/// <param name="LocationCode">The location.</param>
/// <param name="GroupCode">The group.</param>
/// <param name="ChildId">The child.</param>
/// <param name="Date">The local day.</param>
/// <param name="ArrivedAt">When.</param>
[EventAlias("attendance.child-checked-in.v1")]
public sealed record ChildCheckedIn(string LocationCode, string GroupCode, Guid ChildId, LocalDate Date, Instant ArrivedAt) : IIntegrationEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"location/{LocationCode}";
}

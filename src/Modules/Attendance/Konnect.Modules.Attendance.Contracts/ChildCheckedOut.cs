using Konnect.BuildingBlocks.Events;
using NodaTime;

namespace Konnect.Modules.Attendance.Contracts;

/// <summary>A child left the group.</summary>
/// <param name="LocationCode">The location.</param>
/// <param name="GroupCode">The group.</param>
/// <param name="ChildId">The child.</param>
/// <param name="Date">The local day.</param>
/// <param name="DepartedAt">When.</param>
[EventAlias("attendance.child-checked-out.v1")]
public sealed record ChildCheckedOut(string LocationCode, string GroupCode, Guid ChildId, LocalDate Date, Instant DepartedAt) : IIntegrationEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"location/{LocationCode}";
}

using Konnect.BuildingBlocks.Events;
using NodaTime;

namespace Konnect.Modules.Attendance.Contracts;

/// <summary>A child was reported absent, or the report was changed or taken back.</summary>
/// <param name="LocationCode">The location.</param>
/// <param name="ChildId">The child.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
[EventAlias("attendance.absence-reported.v1")]
public sealed record AbsenceReported(string LocationCode, Guid ChildId, LocalDate From, LocalDate To) : IIntegrationEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"location/{LocationCode}";
}

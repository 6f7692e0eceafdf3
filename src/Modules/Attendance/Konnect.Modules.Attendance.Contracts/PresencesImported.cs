using Konnect.BuildingBlocks.Events;
using NodaTime;

namespace Konnect.Modules.Attendance.Contracts;

/// <summary>Presences or absences of a location came in from another system for some days.</summary>
/// <param name="LocationCode">The location.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
[EventAlias("attendance.presences-imported.v1")]
public sealed record PresencesImported(string LocationCode, LocalDate From, LocalDate To) : IIntegrationEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"location/{LocationCode}";
}

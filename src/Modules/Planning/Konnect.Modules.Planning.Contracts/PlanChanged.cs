using Konnect.BuildingBlocks.Events;
using NodaTime;

namespace Konnect.Modules.Planning.Contracts;

/// <summary>What is planned at a location (placements, roster, calendar, opening hours, groups or staff) has changed for some days.</summary>
/// <param name="LocationCode">The location.</param>
/// <param name="From">First day that may be other than it was; null: from the beginning.</param>
/// <param name="To">Last day that may be other than it was; null: without end.</param>
[EventAlias("planning.plan-changed.v1")]
public sealed record PlanChanged(string LocationCode, LocalDate? From, LocalDate? To) : IIntegrationEvent
{
    /// <inheritdoc/>
    public string StreamKey => $"location/{LocationCode}";
}

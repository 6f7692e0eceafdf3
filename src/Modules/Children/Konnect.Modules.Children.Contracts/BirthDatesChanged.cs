using Konnect.BuildingBlocks.Events;

namespace Konnect.Modules.Children.Contracts;

/// <summary>The birth date of known children was corrected: ages, and with them ratios of past days, are other than they were.</summary>
/// <param name="ChildIds">The children.</param>
[EventAlias("children.birth-dates-changed.v1")]
public sealed record BirthDatesChanged(IReadOnlyList<Guid> ChildIds) : IIntegrationEvent
{
    /// <inheritdoc/>
    public string StreamKey => "children";
}

using Konnect.BuildingBlocks.Events;

namespace Konnect.Modules.Sinful.Contracts;

/// <summary>An event without an alias.</summary>
public sealed record Nameless(int Weight) : IIntegrationEvent
{
    public string StreamKey => "sins";
}

using Konnect.BuildingBlocks.Events;

namespace Konnect.Modules.Sinful.Contracts;

/// <summary>An event that can change.</summary>
[EventAlias("sinful.slippery.v1")]
public record Slippery : IIntegrationEvent
{
    public int Weight { get; set; }

    public string StreamKey => "sins";
}

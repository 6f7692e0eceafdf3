using Konnect.BuildingBlocks.Events;

namespace Konnect.Modules.Sinful.Reach;

/// <summary>An event that only its own module can know.</summary>
[EventAlias("sinful.whispered.v1")]
internal sealed record Whispered(int Weight) : IIntegrationEvent
{
    public string StreamKey => "sins";
}

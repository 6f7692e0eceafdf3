using Konnect.BuildingBlocks.Events;

namespace Konnect.Modules.Sinful.Contracts;

/// <summary>An event stored under the name of another module.</summary>
[EventAlias("accomplice.borrowed.v1")]
public sealed record Borrowed(int Weight) : IIntegrationEvent
{
    public string StreamKey => "sins";
}

using Konnect.Modules.Sinful.Sins;

namespace Konnect.Modules.Sinful.Reach;

/// <summary>A capability that knows another.</summary>
internal sealed record Gossip(Virtuous.Query Request);

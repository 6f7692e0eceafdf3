using Konnect.Modules.Sinful.Sins;

namespace Konnect.Modules.Sinful.Domain;

/// <summary>The domain knows a use case.</summary>
internal sealed record Upstart(Virtuous.Query Request);

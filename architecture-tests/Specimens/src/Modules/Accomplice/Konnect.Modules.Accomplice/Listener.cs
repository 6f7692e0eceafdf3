using Konnect.Modules.Sinful.Contracts;

namespace Konnect.Modules.Accomplice;

/// <summary>Closes the circle: it knows the module that knows it.</summary>
internal sealed record Listener(Nameless Heard);

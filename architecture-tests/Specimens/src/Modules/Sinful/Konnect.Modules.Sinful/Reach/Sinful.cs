namespace Konnect.Modules.Sinful.Reach;

/// <summary>Bears the name of its module.</summary>
internal sealed record Sinful;

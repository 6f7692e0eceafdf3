namespace Konnect.Modules.Sinful.Elsewhere;

/// <summary>Stands in the wrong folder.</summary>
internal sealed record Misplaced(int Steps);

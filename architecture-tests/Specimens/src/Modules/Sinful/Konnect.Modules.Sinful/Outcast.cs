namespace Elsewhere;

/// <summary>Hides from every rule in a namespace of nobody.</summary>
internal sealed record Outcast(int Steps);

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>A page above the current one.</summary>
/// <param name="Text">Its name in the user's language.</param>
/// <param name="Href">Its address; null when it has none.</param>
public sealed record Crumb(string Text, string? Href = null);

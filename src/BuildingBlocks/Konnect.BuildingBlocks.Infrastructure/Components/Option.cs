namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>One choice of a select field.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
public sealed record Option(string Value, string Text);

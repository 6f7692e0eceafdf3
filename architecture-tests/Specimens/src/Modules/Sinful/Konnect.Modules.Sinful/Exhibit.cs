namespace Konnect.Modules.Sinful;

/// <summary>Shows itself to everybody.</summary>
public sealed record Exhibit;

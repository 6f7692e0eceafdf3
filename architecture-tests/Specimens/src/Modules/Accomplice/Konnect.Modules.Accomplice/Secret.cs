namespace Konnect.Modules.Accomplice;

/// <summary>Nobody else's business.</summary>
internal sealed record Secret;

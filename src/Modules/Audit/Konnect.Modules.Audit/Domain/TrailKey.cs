namespace Konnect.Modules.Audit.Domain;

/// <summary>A key of the chain.</summary>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Bytes">The key.</param>
internal sealed record TrailKey(int Version, byte[] Bytes);

using System.Security.Cryptography;
using System.Text.Json;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;

namespace Konnect.Modules.Audit.Chain;

/// <summary>
/// The trail's own keys, one for the chain and one for values, from one of the installation's sealing secrets. The database alone can neither be read nor made to fit.
/// </summary>
internal sealed class TrailKeys(SealingKeys keys)
{
    /// <summary>The name of the secret.</summary>
    public const string Secret = "trail";

    /// <summary>What values are bound to.</summary>
    private const string Values = "audit.values";

    private const string ChainPurpose = "konnect trail chain";
    private const string ValuesPurpose = "konnect trail values";

    /// <summary>The version of what was sealed before there were versions.</summary>
    private const int FirstVersion = 1;

    /// <summary>The key that a line is made with: the newest, or that of the line before where another process has a newer one. Versions never go back.</summary>
    /// <param name="atLeast">The version of the line before.</param>
    /// <exception cref="CryptographicException">It can't be opened.</exception>
    public TrailKey For(int atLeast)
    {
        var version = Math.Max(keys.Newest(Secret), atLeast);
        return Chain(version) ?? throw new CryptographicException($"Version {version} of the key {Secret} can't be opened: its file is gone, or the key ring is not the one that encrypted it.");
    }

    /// <summary>The key of <see cref="TrailChain"/> of a version; null when it can't be opened.</summary>
    public TrailKey? Chain(int version) => keys.Find(Secret, version, ChainPurpose) is { } bytes ? new(version, bytes) : null;

    /// <summary>Encrypts old and new values under a version that can be opened; null when there are none.</summary>
    public byte[]? Seal(int version, IReadOnlyList<TrailField> fields) => fields.All(f => f.Old is null && f.New is null)
        ? null
        : Envelope.Seal(keys.Find(Secret, version, ValuesPurpose)!, version, Values, JsonSerializer.SerializeToUtf8Bytes(fields.Select(f => new[] { f.Name, f.Old, f.New })));

    /// <summary>Old and new values; only names when none are kept, or when they can't be opened any more.</summary>
    public IReadOnlyList<TrailField> Open(string names, byte[]? sealedValues) => sealedValues is not null && (OpenEnvelope(sealedValues) ?? OpenBare(sealedValues)) is { } plain
        ? [.. JsonSerializer.Deserialize<string?[][]>(plain)!.Select(f => new TrailField(f[0]!, f[1], f[2]))]
        : [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => new TrailField(name, null, null))];

    private byte[]? OpenEnvelope(byte[] sealedValues) =>
        Envelope.VersionOf(sealedValues) is { } version ? Try(version, key => Envelope.Open(key, Values, sealedValues)) : null;

    /// <summary>Values from before there were versions. Their first bytes are random, and may look like those of an envelope.</summary>
    private byte[]? OpenBare(byte[] sealedValues) => Try(FirstVersion, key => Sealing.Open(key, sealedValues));

    private byte[]? Try(int version, Func<byte[], byte[]> open)
    {
        try
        {
            return keys.Find(Secret, version, ValuesPurpose) is { } key ? open(key) : null;
        }
        catch (CryptographicException)
        {
            // Changed behind the trail's back, which the check of the chain tells.
            return null;
        }
    }
}

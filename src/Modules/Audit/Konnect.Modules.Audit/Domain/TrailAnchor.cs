using System.Buffers.Binary;
using System.Security.Cryptography;
using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Audit.Domain;

/// <summary>Where the trail begins since its oldest lines were removed, sealed so that nobody can move it. There is one at most.</summary>
[NoPersonalData]
internal sealed class TrailAnchor
{
    /// <summary>The key of the only one.</summary>
    public const int Only = 1;

    public int Id { get; private set; } = Only;

    /// <summary>Number of the last removed line.</summary>
    public long Number { get; private set; }

    /// <summary>The hash of that line.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Shows that the product put it here.</summary>
    public byte[] Seal { get; private set; } = [];

    /// <summary>The version of the key that it was sealed with.</summary>
    public int KeyVersion { get; private set; }

    /// <summary>The end of what was removed.</summary>
    public TrailEnd End => new(Number, Hash, KeyVersion);

    /// <summary>True when nobody but the product moved it.</summary>
    /// <param name="key">The key of its version.</param>
    public bool IsGenuine(TrailKey key) => CryptographicOperations.FixedTimeEquals(Seal, SealOf(key));

    /// <summary>Moves to after a line that is removed.</summary>
    public void MoveTo(TrailEnd end, TrailKey key)
    {
        (Number, Hash, KeyVersion) = (end.Number, end.Hash, key.Version);
        Seal = SealOf(key);
    }

    private byte[] SealOf(TrailKey key)
    {
        var sealedBytes = new byte[6 + 8 + Hash.Length];
        "anchor"u8.CopyTo(sealedBytes);
        BinaryPrimitives.WriteInt64BigEndian(sealedBytes.AsSpan(6), Number);
        Hash.CopyTo(sealedBytes, 14);
        return HMACSHA256.HashData(key.Bytes, sealedBytes);
    }
}

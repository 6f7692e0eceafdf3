using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>
/// Sealed bytes that say how they were made: a byte for the algorithm, two for the version of the key, then what that algorithm makes. The algorithm, the version and
/// what is sealed are bound to them: they open under no other key, and in no other place.
/// </summary>
public static class Envelope
{
    /// <summary>Bytes before the sealed ones.</summary>
    public const int HeaderLength = 3;

    /// <summary>The first byte of what lay in the database before it was sealed: the text follows as it is. Nothing but the sealing at the start reads it.</summary>
    public const byte Plain = 0;

    private const byte AesGcm = 1;

    /// <summary>Encrypts.</summary>
    /// <param name="key">The key of 32 bytes.</param>
    /// <param name="version">Its version.</param>
    /// <param name="name">What is sealed.</param>
    /// <param name="plain">The text.</param>
    public static byte[] Seal(byte[] key, int version, string name, ReadOnlySpan<byte> plain)
    {
        var header = Header(version);
        return [.. header, .. Sealing.Seal(key, plain, Bound(header, name))];
    }

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    /// <exception cref="CryptographicException">It was made with another key or of something else, or changed.</exception>
    public static byte[] Open(byte[] key, string name, ReadOnlySpan<byte> envelope) =>
        VersionOf(envelope) is null ? throw new CryptographicException("Not sealed.") : Sealing.Open(key, envelope[HeaderLength..], Bound(envelope[..HeaderLength], name));

    /// <summary>The version of the key that it was made with; null when it was not sealed by an algorithm that is known.</summary>
    public static int? VersionOf(ReadOnlySpan<byte> envelope) =>
        envelope.Length >= HeaderLength && envelope[0] == AesGcm ? BinaryPrimitives.ReadUInt16BigEndian(envelope[1..]) : null;

    /// <summary>What stands before everything that is sealed under a version of a key.</summary>
    public static byte[] Header(int version)
    {
        var header = new byte[HeaderLength];
        header[0] = AesGcm;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(1), checked((ushort)version));
        return header;
    }

    private static byte[] Bound(ReadOnlySpan<byte> header, string name) => [.. header, .. Encoding.UTF8.GetBytes(name)];
}

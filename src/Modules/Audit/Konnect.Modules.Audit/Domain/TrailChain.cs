using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Konnect.Modules.Audit.Domain;

/// <summary>
/// Chains the lines of the trail: each carries an HMAC-SHA256 (RFC 2104) over itself and the hash of the line before, under a key that the database doesn't hold. Who
/// changes, removes or inserts a line there can't make the rest fit again.
/// </summary>
internal static class TrailChain
{
    /// <summary>The hash of a line after the line with hash <paramref name="previous"/>.</summary>
    public static byte[] Link(TrailKey key, byte[] previous, TrailEntry entry)
    {
        var text = new ArrayBufferWriter<byte>(512);
        // Lines of the first version were written before there were versions, and stay as they are.
        if (key.Version > 1)
            Write(text, key.Version);
        Write(text, previous);
        Write(text, entry.Number);
        Write(text, entry.At.ToUnixTimeTicks());
        Write(text, entry.Kind);
        Write(text, entry.UserId?.ToString("N") ?? "");
        Write(text, entry.UserName);
        Write(text, entry.Address);
        Write(text, entry.Device);
        Write(text, entry.Outcome);
        Write(text, entry.Outline);
        Write(text, entry.Records.Count);
        foreach (var record in entry.Records)
        {
            Write(text, record.Place);
            Write(text, record.Act.ToString());
            Write(text, record.SubjectKind);
            Write(text, record.SubjectKey);
            Write(text, record.Record);
            Write(text, record.RecordKey);
            Write(text, record.Fields);
            Write(text, record.SealedValues ?? []);
        }

        return HMACSHA256.HashData(key.Bytes, text.WrittenSpan);
    }

    /// <summary>True when a line fits after the line with hash <paramref name="previous"/>.</summary>
    public static bool Fits(TrailKey key, byte[] previous, TrailEntry entry) => entry.KeyVersion == key.Version && CryptographicOperations.FixedTimeEquals(Link(key, previous, entry), entry.Hash);

    // Every part with its length: no two lines are written alike.
    private static void Write(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        Write(to, bytes.Length);
        to.Write(bytes);
    }

    private static void Write(ArrayBufferWriter<byte> to, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Write(to, length);
        to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(length)));
    }

    private static void Write(ArrayBufferWriter<byte> to, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(8), number);
        to.Advance(8);
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>Codes that follow from a shared secret and the time: RFC 6238 with SHA-1, six digits, half a minute, as every app makes them.</summary>
internal static class Totp
{
    /// <summary>Bytes of a secret (RFC 4226 R6).</summary>
    public const int SecretLength = 20;

    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    private const int Period = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>The step a moment is in.</summary>
    public static long StepAt(Instant moment) => moment.ToUnixTimeSeconds() / Period;

    /// <summary>The code of a step.</summary>
    public static string CodeOf(byte[] secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What the apps compute; collisions of SHA-1 are no weakness of HMAC.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step of a code that is good now: of this half minute, or of the one before for who still typed it (RFC 6238 5.2). Null for any other.</summary>
    public static long? StepOf(byte[] secret, string code, Instant now)
    {
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now); step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeOf(secret, step)), Encoding.UTF8.GetBytes(code)))
                found = step;
        }

        return found;
    }

    /// <summary>A secret as it is typed over: base 32 (RFC 4648).</summary>
    public static string Write(byte[] secret)
    {
        var text = new StringBuilder();
        var (held, bits) = (0, 0);
        foreach (var octet in secret)
        {
            held = ((held & 31) << 8) | octet;
            for (bits += 8; bits >= 5; bits -= 5)
                text.Append(Alphabet[(held >> (bits - 5)) & 31]);
        }

        return bits == 0 ? text.ToString() : text.Append(Alphabet[(held << (5 - bits)) & 31]).ToString();
    }

    /// <summary>What an app reads from the picture.</summary>
    public static string AddressOf(byte[] secret, string email) =>
        $"otpauth://totp/Konnect:{Uri.EscapeDataString(email)}?secret={Write(secret)}&issuer=Konnect";
}

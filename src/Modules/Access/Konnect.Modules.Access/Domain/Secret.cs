using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Konnect.Modules.Access.Domain;

/// <summary>A random secret that is shown once and kept as its hash. 256 random bits need no slow hash.</summary>
internal static class Secret
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Length = 43;

    /// <summary>32 random bytes as 43 letters and digits, after a prefix that says what it is.</summary>
    public static string Create(string prefix = "")
    {
        var number = new BigInteger(RandomNumberGenerator.GetBytes(32), isUnsigned: true);
        var text = new char[Length];
        for (var i = Length - 1; i >= 0; i--)
        {
            number = BigInteger.DivRem(number, Digits.Length, out var digit);
            text[i] = Digits[(int)digit];
        }

        return prefix + new string(text);
    }

    /// <summary>Five random bits a character, as capitals and digits that nobody mistakes for each other: to be typed, with few tries. Fifty bits for some minutes, eighty for some days.</summary>
    public static string CreateShort(int length) => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", length);

    /// <summary>A short one as it was made, however it was typed.</summary>
    public static string ReadShort(string typed) => string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>A short one as it is shown: in groups.</summary>
    public static string ShowShort(string code, int group) => string.Join(' ', code.Chunk(group).Select(part => new string(part)));

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

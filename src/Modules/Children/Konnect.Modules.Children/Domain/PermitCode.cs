using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Konnect.Modules.Children.Domain;

/// <summary>The code by which somebody who may collect a child once is known at the door: four digits, every one as likely as every other.</summary>
internal static class PermitCode
{
    public const int Digits = 4;

    private const int Codes = 10_000;

    /// <summary>Draws a code.</summary>
    public static string Draw() => RandomNumberGenerator.GetInt32(Codes).ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>The code that somebody typed, spaces left out; null for what can be no code.</summary>
    public static string? Read(string? typed) =>
        string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))) is { Length: Digits } code && code.All(char.IsAsciiDigit) ? code : null;

    /// <summary>True for the same code, in the same time for every other.</summary>
    public static bool AreSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}

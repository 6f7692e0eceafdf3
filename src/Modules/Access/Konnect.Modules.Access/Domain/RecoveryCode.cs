using System.Security.Cryptography;
using System.Text;
using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Access.Domain;

/// <summary>A code on paper that takes the place of the second factor once.</summary>
internal sealed class RecoveryCode
{
    /// <summary>How many there are on a sheet.</summary>
    public const int Count = 10;

    /// <summary>From this number on the owner is told to make a new sheet.</summary>
    public const int Few = 3;

    private const int Length = 12;
    private const int Rounds = 10_000;

    // No letters and digits that look alike.
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    [Subject(Account.Subject)]
    public Guid AccountId { get; init; }

    /// <summary>What the code is compared with; the account's key is its salt.</summary>
    [PersonalData(PersonalDataCategory.Credential, "second factor", RetentionClass.Account)]
    public required string Hash { get; init; }

    /// <summary>Makes a sheet: what to show once, and what to keep.</summary>
    public static (IReadOnlyList<string> Shown, IReadOnlyList<RecoveryCode> Kept) Make(Guid accountId)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Letters, Length)).ToList();
        return ([.. codes.Select(c => $"{c[..4]}-{c[4..8]}-{c[8..]}")], [.. codes.Select(c => new RecoveryCode { AccountId = accountId, Hash = HashOf(accountId, c) })]);
    }

    /// <summary>True for what could be a code: nothing else is worth hashing.</summary>
    public static bool IsOne(string typed) => Clean(typed).Length == Length;

    /// <summary>The hash of a code as somebody types it: lower case, spaces and dashes don't matter.</summary>
    public static string HashOf(Guid accountId, string typed) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(Clean(typed)), accountId.ToByteArray(), Rounds, HashAlgorithmName.SHA256, 32));

    private static string Clean(string typed) => string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}

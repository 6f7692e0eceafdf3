using System.Buffers.Binary;
using Konnect.Modules.Access.Domain;
using Microsoft.AspNetCore.Identity;

namespace Konnect.Modules.Access.Identity;

/// <summary>Hashes passwords and compares them, at the same cost whether there is something to compare with or not.</summary>
internal sealed class Passwords(IPasswordHasher<Account> hasher, PasswordCost cost)
{
    /// <summary>The hash to keep.</summary>
    public string Hash(Account account, string password) => hasher.HashPassword(account, password);

    /// <summary>True for the account's password. A cheaper hash than today's is renewed, to be saved with the sign-in.</summary>
    public bool Verify(Account? account, string password)
    {
        if (account?.PasswordHash is not { } hash)
        {
            hasher.HashPassword(null!, password);
            return false;
        }

        var rounds = RoundsOf(hash);
        var isRight = hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;
        if (isRight && cost.IsCheap(rounds))
            account.PasswordHash = Hash(account, password);
        // A wrong one takes as long with an old hash as with none.
        else if (!isRight && rounds < cost.Rounds)
            PasswordCost.Run(password, new byte[16], cost.Rounds - rounds);
        return isRight;
    }

    /// <summary>True when this is what was hashed.</summary>
    public bool Matches(Account account, string? hash, string secret)
    {
        if (hash is not null)
            return hasher.VerifyHashedPassword(account, hash, secret) != PasswordVerificationResult.Failed;
        hasher.HashPassword(account, secret);
        return false;
    }

    /// <summary>The rounds that a hash was made with, which stand in it (version 3 of Identity's format).</summary>
    public static int RoundsOf(string hash) => Convert.FromBase64String(hash) is [1, ..] bytes ? (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5)) : 0;
}

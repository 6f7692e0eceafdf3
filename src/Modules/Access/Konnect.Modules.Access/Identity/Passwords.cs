using Konnect.Modules.Access.Domain;
using Microsoft.AspNetCore.Identity;

namespace Konnect.Modules.Access.Identity;

/// <summary>Hashes passwords and compares them, at the same cost whether there is something to compare with or not.</summary>
internal sealed class Passwords(IPasswordHasher<Account> hasher)
{
    /// <summary>Rounds of PBKDF2 with SHA-512, as OWASP's password storage sheet asks.</summary>
    public const int Iterations = 210_000;

    /// <summary>The hash to keep.</summary>
    public string Hash(Account account, string password) => hasher.HashPassword(account, password);

    /// <summary>True for the account's password. A hash of fewer rounds than today's is renewed, to be saved with the sign-in.</summary>
    public bool Verify(Account? account, string password)
    {
        if (account?.PasswordHash is not { } hash)
        {
            hasher.HashPassword(null!, password);
            return false;
        }

        var outcome = hasher.VerifyHashedPassword(account, hash, password);
        if (outcome == PasswordVerificationResult.SuccessRehashNeeded)
            account.PasswordHash = Hash(account, password);
        return outcome != PasswordVerificationResult.Failed;
    }
}

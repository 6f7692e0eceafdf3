using System.Security.Cryptography;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>The second factors an account has.</summary>
/// <param name="HasAuthenticator">True with an app for codes.</param>
/// <param name="Passkeys">How many passkeys.</param>
/// <param name="Codes">How many recovery codes are left.</param>
/// <param name="IsRequired">True when one must remain.</param>
internal sealed record FactorState(bool HasAuthenticator, int Passkeys, int Codes, bool IsRequired)
{
    /// <summary>True when there is something to ask for.</summary>
    public bool HasAny => HasAuthenticator || Passkeys > 0;

    /// <summary>True when taking one away would leave none where one is required.</summary>
    public bool IsLast => IsRequired && (HasAuthenticator ? 1 : 0) + Passkeys <= 1;
}

/// <summary>What accounts have besides a password, and the secrets that belong to it.</summary>
internal sealed class Factors(AccessDbContext db, SignInSettings settings, IDataProtectionProvider protection)
{
    /// <summary>How long a new secret waits for its first code.</summary>
    private static readonly Duration NewSecretTime = Duration.FromMinutes(30);

    /// <summary>What an account has.</summary>
    public async Task<FactorState> OfAsync(Guid accountId, CancellationToken cancellationToken) => new(
        await db.Authenticators.AnyAsync(a => a.AccountId == accountId, cancellationToken),
        await db.Passkeys.CountAsync(p => p.AccountId == accountId, cancellationToken),
        await db.RecoveryCodes.CountAsync(c => c.AccountId == accountId, cancellationToken),
        settings.SecondFactorRequired && await db.Assignments.AnyAsync(a => a.AccountId == accountId && a.Role != Roles.Guardian, cancellationToken));

    /// <summary>Who chooses a second factor: who is signed in, or who must before that and has none; null for nobody.</summary>
    public async Task<Account?> EnrollingAsync(Guid? user, HalfSignIn? half, CancellationToken cancellationToken)
    {
        if (user is not null)
            return await db.Accounts.SingleOrDefaultAsync(a => a.Id == user, cancellationToken);
        if (half is not { Enrols: true, AccountId: var id, Stamp: var stamp } || (await OfAsync(id, cancellationToken)).HasAny)
            return null;
        return await db.Accounts.SingleOrDefaultAsync(a => a.Id == id && a.SecurityStamp == stamp && a.BlockedAt == null, cancellationToken);
    }

    /// <summary>A first factor ends every other session, which may be of who the factor is to keep out, and comes with a sheet of recovery codes. To be saved.</summary>
    public async Task<IReadOnlyList<string>> WelcomeAsync(Account account, Guid? session, CancellationToken cancellationToken)
    {
        if ((await OfAsync(account.Id, cancellationToken)).HasAny)
            return [];
        await EndOtherSessionsAsync(account, session, cancellationToken);
        return await RenewCodesAsync(account.Id, cancellationToken);
    }

    /// <summary>What is left to do after the password.</summary>
    public async Task<SignInStep> StepAsync(Guid accountId, bool isStaff, CancellationToken cancellationToken) =>
        await db.Authenticators.AnyAsync(a => a.AccountId == accountId, cancellationToken) || await db.Passkeys.AnyAsync(p => p.AccountId == accountId, cancellationToken) ? SignInStep.SecondFactor
        : isStaff && settings.SecondFactorRequired ? SignInStep.Enrol
        : SignInStep.Done;

    /// <summary>Ends every session of an account but one, to be saved.</summary>
    public async Task EndOtherSessionsAsync(Account account, Guid? session, CancellationToken cancellationToken)
    {
        account.EndSessions();
        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == session && s.AccountId == account.Id, cancellationToken) is { } own)
            own.Stamp = account.SecurityStamp!;
    }

    /// <summary>Puts a new sheet in the place of the old one, to be saved.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await ForgetCodesAsync(accountId, cancellationToken);
        return AddCodes(accountId);
    }

    /// <summary>Takes the recovery codes away, to be saved.</summary>
    public async Task ForgetCodesAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.AccountId == accountId).ToListAsync(cancellationToken));

    /// <summary>Encrypts an account's secret, to be kept.</summary>
    public string Seal(Guid accountId, byte[] secret) => Convert.ToBase64String(Kept(accountId).Protect(secret));

    /// <summary>True for a code of the app that was not used; it is used up, to be saved.</summary>
    private bool Use(Authenticator authenticator, string code, Instant now)
    {
        try
        {
            return authenticator.Use(Kept(authenticator.AccountId).Unprotect(Convert.FromBase64String(authenticator.Sealed)), code, now);
        }
        catch (CryptographicException)
        {
            // Encrypted with keys this installation has lost: no code is right any more.
            return false;
        }
    }

    /// <summary>True for a code of the account's app or of its sheet that was not used, and how many are left on the sheet when it was of that; it is used up, to be saved.</summary>
    public async Task<(bool IsRight, int? Left)> UseAsync(Guid accountId, string code, Instant now, CancellationToken cancellationToken)
    {
        var typed = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        if (!RecoveryCode.IsOne(typed))
            return (await db.Authenticators.SingleOrDefaultAsync(a => a.AccountId == accountId, cancellationToken) is { } app && Use(app, typed, now), null);
        var hash = RecoveryCode.HashOf(accountId, typed);
        var codes = await db.RecoveryCodes.Where(c => c.AccountId == accountId).ToListAsync(cancellationToken);
        if (codes.Find(c => c.Hash == hash) is not { } used)
            return (false, null);
        db.RecoveryCodes.Remove(used);
        return (true, codes.Count - 1);
    }

    /// <summary>Encrypts a secret that waits in a form for its first code.</summary>
    public string Carry(Guid accountId, byte[] secret, Instant now) =>
        Convert.ToBase64String(Carried(accountId).Protect([.. BitConverter.GetBytes(now.ToUnixTimeSeconds()), .. secret]));

    /// <summary>The secret a form carried; null for one that is too old, or of somebody else.</summary>
    public byte[]? Open(Guid accountId, string carried, Instant now)
    {
        try
        {
            var bytes = Carried(accountId).Unprotect(Convert.FromBase64String(carried));
            return now - Instant.FromUnixTimeSeconds(BitConverter.ToInt64(bytes)) < NewSecretTime ? bytes[8..] : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IReadOnlyList<string> AddCodes(Guid accountId)
    {
        var (shown, kept) = RecoveryCode.Make(accountId);
        db.RecoveryCodes.AddRange(kept);
        return shown;
    }

    private IDataProtector Kept(Guid accountId) => protection.CreateProtector("konnect.authenticator", accountId.ToString());

    private IDataProtector Carried(Guid accountId) => protection.CreateProtector("konnect.authenticator.new", accountId.ToString());
}

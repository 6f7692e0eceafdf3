using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Identity;

/// <summary>Accounts for Identity, and their passkeys as it wants to see them. It only reads them: use cases keep them.</summary>
internal sealed class AccountStore(AccessDbContext context) : UserOnlyStore<Account, AccessDbContext, Guid>(context)
{
    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await Context.Passkeys.AsNoTracking().Where(p => p.AccountId == user.Id).ToListAsync(cancellationToken)).Select(InfoOf)];

    public override async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await Context.Accounts.SingleOrDefaultAsync(a => Context.Passkeys.Any(p => p.AccountId == a.Id && p.CredentialId == credentialId), cancellationToken);

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await Context.Passkeys.AsNoTracking().SingleOrDefaultAsync(p => p.AccountId == user.Id && p.CredentialId == credentialId, cancellationToken) is { } passkey ? InfoOf(passkey) : null;

    public override Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException("Use cases keep passkeys.");

    public override Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException("Use cases keep passkeys.");

    private static UserPasskeyInfo InfoOf(Passkey passkey) => new(
        passkey.CredentialId, passkey.PublicKey, passkey.CreatedAt.ToDateTimeOffset(), (uint)passkey.SignCount,
        passkey.Transports.Split(',', StringSplitOptions.RemoveEmptyEntries), passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp, [], []);
}

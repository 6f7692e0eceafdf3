using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Identity;

/// <summary>Names accounts in the audit trail: by key, and by the address that somebody tried to sign in with.</summary>
internal sealed class AccountSubjects(AccessDbContext db) : ITrailSubjects
{
    /// <inheritdoc/>
    public string Kind => Account.Subject;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TrailSubject>> FindAsync(string text, int most, CancellationToken cancellationToken)
    {
        var id = Guid.TryParse(text, out var key) ? key : (Guid?)null;
        return [.. (await db.Accounts.AsNoTracking().Select(a => new { a.Id, a.Name, a.Email }).ToListAsync(cancellationToken))
            .Where(a => a.Id == id || TrailText.Holds(a.Name, text) || TrailText.Holds(a.Email!, text))
            .OrderBy(a => a.Name, StringComparer.CurrentCultureIgnoreCase).Take(most).Select(a => Of(a.Id, a.Name, a.Email!))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, TrailSubject>> NamesAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var ids = keys.Select(k => Guid.TryParse(k, out var id) ? id : Guid.Empty).ToList();
        var emails = keys.Select(Account.Normalize).ToList();
        var found = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id) || emails.Contains(a.NormalizedEmail!)).Select(a => new { a.Id, a.Name, a.Email }).ToListAsync(cancellationToken);
        return keys.Select(k => (Key: k, Account: found.Find(a => a.Id.ToString() == k || Account.Normalize(a.Email!) == Account.Normalize(k))))
            .Where(f => f.Account is not null).ToDictionary(f => f.Key, f => Of(f.Account!.Id, f.Account.Name, f.Account.Email!));
    }

    private static TrailSubject Of(Guid id, string name, string email) => new(Account.Subject, name, [id.ToString(), email]);
}

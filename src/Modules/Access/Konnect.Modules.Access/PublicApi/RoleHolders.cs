using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.PublicApi;

/// <summary>Reads who holds a role from the accounts.</summary>
internal sealed class RoleHolders(AccessDbContext db) : IRoleHolders
{
    public async Task<IReadOnlyList<RoleHolder>> ListAsync(IReadOnlyCollection<string> roles, CancellationToken cancellationToken) =>
        [.. (await db.Accounts.AsNoTracking().Where(a => a.BlockedAt == null && a.PasswordHash != null && a.Assignments.Any(r => roles.Contains(r.Role)))
            .Select(a => new { a.Id, a.Name, a.Email, a.Language }).ToListAsync(cancellationToken))
            .OrderBy(a => a.Name, StringComparer.CurrentCultureIgnoreCase)
            .Select(a => new RoleHolder(a.Id, a.Name, a.Email!, a.Language ?? TextCatalog.DefaultLanguage))];
}

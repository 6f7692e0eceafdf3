using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Planning.PublicApi;

/// <summary>Staff may sign in until the last day of work.</summary>
internal sealed class StaffAccounts(PlanningDbContext db) : IAccountHolders
{
    private static readonly string[] StaffRoles = [.. Roles.All.Except([Roles.Guardian, Roles.Inspector])];

    public async Task<IReadOnlyList<AccountHolder>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await db.Staff.AsNoTracking().Where(s => s.Email != null && s.Email != "").ToListAsync(cancellationToken)).Select(s => new AccountHolder(s.Email!, s.FullName, StaffRoles, s.EndsOn))];
}

using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Planning.PublicApi;

/// <summary>Staff may sign in until the last day of work.</summary>
internal sealed class StaffAccounts(PlanningDbContext db) : IAccountHolders
{
    private static readonly string[] StaffRoles = [.. Roles.All.Except([Roles.Guardian, Roles.Inspector])];

    public async Task<IReadOnlyList<AccountHolder>> ListAsync(CancellationToken cancellationToken)
    {
        var names = await db.Groups.AsNoTracking().ToDictionaryAsync(g => g.Code, g => g.Name, cancellationToken);
        return [.. (await db.Staff.AsNoTracking().Include(s => s.Groups).Where(s => s.Email != null && s.Email != "").ToListAsync(cancellationToken)).Select(s => new AccountHolder(
            StaffFile.Subject, s.Id, s.Email!, s.FullName, StaffRoles, s.EndsOn, [.. s.Groups.Select(g => g.GroupCode)], [.. s.Groups.Select(g => names.GetValueOrDefault(g.GroupCode, g.GroupCode))]))];
    }
}

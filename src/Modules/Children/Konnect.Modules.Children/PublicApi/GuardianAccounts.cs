using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.PublicApi;

/// <summary>Guardians may sign in until two months after the last placement of their last child; who has none yet, without end.</summary>
internal sealed class GuardianAccounts(ChildrenDbContext db, IChildGroups placements) : IAccountHolders
{
    public async Task<IReadOnlyList<AccountHolder>> ListAsync(CancellationToken cancellationToken)
    {
        var ends = (await placements.ListAsync(null, null, cancellationToken)).GroupBy(g => g.ChildId).ToDictionary(g => g.Key, g => g.Any(p => p.To is null) ? null : g.Max(p => p.To));
        var children = (await db.ChildGuardians.AsNoTracking().Select(t => new { t.GuardianId, t.ChildId }).ToListAsync(cancellationToken)).ToLookup(t => t.GuardianId, t => t.ChildId);
        return [.. (await db.Guardians.AsNoTracking().Where(g => g.Email != null && g.Email != "").ToListAsync(cancellationToken))
            .Select(g => new AccountHolder(g.Email!, g.FullName, [Roles.Guardian], LastDay([.. children[g.Id].Select(id => ends.GetValueOrDefault(id))])))];
    }

    private static LocalDate? LastDay(IReadOnlyList<LocalDate?> ends) =>
        ends.Count == 0 || ends.Contains(null) ? null : ends.Max()!.Value + GroupHistory.VisibleAfterEnd;
}

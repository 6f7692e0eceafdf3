using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.PublicApi;

/// <summary>Guardians may sign in until some time after the last placement of their last child, two months unless the installation says otherwise; who has none yet, without end.</summary>
internal sealed class GuardianAccounts(ChildrenDbContext db, IChildGroups placements, VisibilitySettings visibility) : IAccountHolders
{
    public async Task<IReadOnlyList<AccountHolder>> ListAsync(CancellationToken cancellationToken)
    {
        var ends = (await placements.ListAsync(null, null, cancellationToken)).GroupBy(g => g.ChildId).ToDictionary(g => g.Key, g => g.Any(p => p.To is null) ? null : g.Max(p => p.To));
        var ties = await (from tie in db.ChildGuardians join child in db.Children on tie.ChildId equals child.Id orderby child.BirthDate select new { tie.GuardianId, child }).AsNoTracking().ToListAsync(cancellationToken);
        var children = ties.ToLookup(t => t.GuardianId, t => t.child);
        return [.. (await db.Guardians.AsNoTracking().Where(g => g.Email != null && g.Email != "").ToListAsync(cancellationToken))
            .Select(g => new AccountHolder(
                Guardian.Subject, g.Id, g.Email!, g.FullName, [Roles.Guardian], LastDay([.. children[g.Id].Select(c => ends.GetValueOrDefault(c.Id))]), [], [.. children[g.Id].Select(c => c.FullName)]))];
    }

    private LocalDate? LastDay(IReadOnlyList<LocalDate?> ends) =>
        ends.Count == 0 || ends.Contains(null) ? null : ends.Max()!.Value + visibility.AfterEnd;
}

using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.PublicApi;

internal sealed class OwnChildDirectory(ChildrenDbContext db, IChildGroups placements, ICurrentUser user, VisibilitySettings visibility, ZonedClock clock) : IOwnChildren
{
    public async Task<OwnChild?> FindAsync(string number, CancellationToken cancellationToken) => (await ListAsync(cancellationToken)).FirstOrDefault(c => c.Number == number);

    public async Task<IReadOnlyList<OwnChild>> ListAsync(CancellationToken cancellationToken)
    {
        var own = user.Scope.OwnOf(Guardian.Subject);
        if (own.Count == 0)
            return [];
        var ties = await (from tie in db.ChildGuardians
                          join child in db.Children on tie.ChildId equals child.Id
                          where own.Contains(tie.GuardianId)
                          orderby child.BirthDate, child.Number
                          select new { tie, child }).AsNoTracking().ToListAsync(cancellationToken);
        var groups = (await placements.ListOfAsync([.. ties.Select(t => t.child.Id).Distinct()], cancellationToken)).ToLookup(g => g.ChildId);
        return [.. from family in ties.GroupBy(t => t.child.Id)
            // Of two persons that one account is, a decision about either counts.
            where family.All(t => t.tie.BlockedAt is null)
            let child = family.First().child
            let history = new GroupHistory(groups[child.Id], clock.GetCurrentDate())
            where history.IsVisibleToOwn(visibility.AfterEnd)
            select new OwnChild(child.Id, child.Number, child.Called, child.FullName, child.BirthDate, family.Any(t => t.tie.HasAuthority), history.Current)];
    }
}

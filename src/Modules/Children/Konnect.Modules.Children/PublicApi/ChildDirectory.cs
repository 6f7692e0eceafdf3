using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.PublicApi;

internal sealed class ChildDirectory(ChildrenDbContext db, IChildGroups placements, ICurrentUser user, VisibilitySettings visibility, ZonedClock clock) : IChildDirectory
{
    public async Task<IReadOnlyDictionary<Guid, ChildInfo>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? new Dictionary<Guid, ChildInfo>() : (await db.Children.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken)).ToDictionary(c => c.Id, Info);

    public async Task<ChildInfo?> FindByNumberAsync(string number, CancellationToken cancellationToken) =>
        await db.Children.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancellationToken) is { } child ? Info(child) : null;

    public async Task<ILookup<Guid, ChildAlert>> ListAlertsAsync(IReadOnlyCollection<Guid> childIds, CancellationToken cancellationToken)
    {
        var notes = await db.Notes.AsNoTracking().Where(n => childIds.Contains(n.ChildId) && Note.AlertKinds.Contains(n.Kind)).ToListAsync(cancellationToken);
        return notes.GroupBy(n => n.ChildId).SelectMany(g => Note.Alerts(g), (g, alert) => (g.Key, alert)).ToLookup(a => a.Key, a => a.alert);
    }

    public async Task<ChildInfo?> FindVisibleAsync(string number, CancellationToken cancellationToken)
    {
        var child = await FindByNumberAsync(number, cancellationToken);
        if (child is null || user.Scope.All)
            return child;
        var history = new GroupHistory(await placements.ListOfAsync([child.Id], cancellationToken), clock.GetCurrentDate());
        return history.IsVisibleTo(user.Scope, visibility.AfterEnd) ? child : null;
    }

    public async Task<ILookup<Guid, MayCollect>> ListMayCollectAsync(IReadOnlyCollection<Guid> childIds, CancellationToken cancellationToken)
    {
        var guardians = await (from tie in db.ChildGuardians
                               join guardian in db.Guardians on tie.GuardianId equals guardian.Id
                               where childIds.Contains(tie.ChildId) && (tie.MayPickUp != null || tie.BlockedAt != null)
                               orderby tie.ContactOrder ?? int.MaxValue, guardian.FirstName
                               select new { guardian, tie }).AsNoTracking().ToListAsync(cancellationToken);
        var contacts = await db.Contacts.AsNoTracking().Where(c => childIds.Contains(c.ChildId) && c.MayPickUp != null).OrderBy(c => c.Name).ToListAsync(cancellationToken);
        return guardians.Select(g => (g.tie.ChildId, Who: new MayCollect(g.guardian.Id, g.guardian.FullName, g.tie.Relation.ToString().ToLowerInvariant(), g.guardian.PhoneMobile ?? g.guardian.PhoneHome, g.tie.MayCollect == true)))
            .Concat(contacts.Select(c => (c.ChildId, Who: new MayCollect(c.Id, c.Name, c.Relation, c.Phone, c.MayPickUp == true)))).OrderBy(p => !p.Who.IsAllowed).ToLookup(p => p.ChildId, p => p.Who);
    }

    public async Task<IReadOnlyList<ChildKey>> ListKeysAsync(CancellationToken cancellationToken) =>
        await db.Children.Select(c => new ChildKey(c.Id, c.FeedKey, c.Number, c.BirthDate)).ToListAsync(cancellationToken);

    private static ChildInfo Info(Child child) => new(child.Id, child.FeedKey, child.Number, child.Called, child.FullName, child.BirthDate);
}

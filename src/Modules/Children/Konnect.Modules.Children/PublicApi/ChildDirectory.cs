using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Children.PublicApi;

internal sealed class ChildDirectory(ChildrenDbContext db) : IChildDirectory
{
    private static readonly NoteKind[] AlertKinds = [NoteKind.Allergy, NoteKind.Medical, NoteKind.Diet];

    public async Task<IReadOnlyDictionary<Guid, ChildInfo>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var children = await db.Children.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
        var alerts = (await db.Notes.AsNoTracking().Where(n => ids.Contains(n.ChildId) && AlertKinds.Contains(n.Kind)).ToListAsync(cancellationToken)).ToLookup(n => n.ChildId);
        return children.ToDictionary(c => c.Id, c => Info(c, alerts[c.Id]));
    }

    public async Task<ChildInfo?> FindByNumberAsync(string number, CancellationToken cancellationToken) =>
        await db.Children.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancellationToken) is { } child
            ? Info(child, await db.Notes.AsNoTracking().Where(n => n.ChildId == child.Id && AlertKinds.Contains(n.Kind)).ToListAsync(cancellationToken))
            : null;

    public async Task<IReadOnlyList<ChildKey>> ListKeysAsync(CancellationToken cancellationToken) =>
        await db.Children.Select(c => new ChildKey(c.Id, c.FeedKey, c.Number, c.BirthDate)).ToListAsync(cancellationToken);

    private static ChildInfo Info(Child child, IEnumerable<Note> alerts) =>
        new(child.Id, child.FeedKey, child.Number, child.Called, child.FullName, child.BirthDate, [.. alerts.OrderBy(n => n.Kind).ThenBy(n => n.Text, StringComparer.Ordinal).Select(n => new ChildAlert(n.Kind.ToString().ToLowerInvariant(), n.Text))]);
}

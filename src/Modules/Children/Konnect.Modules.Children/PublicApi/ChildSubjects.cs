using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Children.PublicApi;

/// <summary>Names children in the audit trail: by key in records, by number in addresses.</summary>
internal sealed class ChildSubjects(ChildrenDbContext db) : ITrailSubjects
{
    public string Kind => ChildFile.Subject;

    public async Task<IReadOnlyList<TrailSubject>> FindAsync(string text, int most, CancellationToken cancellationToken) =>
        [.. (await db.Children.AsNoTracking().ToListAsync(cancellationToken))
            .Where(c => c.Number == text || c.Id.ToString() == text || TrailText.Holds(c.FullName, text) || TrailText.Holds(c.FirstName, text))
            .OrderBy(c => c.FullName, StringComparer.CurrentCultureIgnoreCase).Take(most).Select(Of)];

    public async Task<IReadOnlyDictionary<string, TrailSubject>> NamesAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var ids = keys.Select(k => Guid.TryParse(k, out var id) ? id : Guid.Empty).ToList();
        var found = await db.Children.AsNoTracking().Where(c => ids.Contains(c.Id) || keys.Contains(c.Number)).ToListAsync(cancellationToken);
        return keys.Select(k => (Key: k, Child: found.Find(c => c.Number == k || c.Id.ToString() == k))).Where(f => f.Child is not null).ToDictionary(f => f.Key, f => Of(f.Child!));
    }

    private static TrailSubject Of(Child child) => new(ChildFile.Subject, child.FullName, [child.Id.ToString(), child.Number]);
}

/// <summary>Names guardians in the audit trail.</summary>
internal sealed class GuardianSubjects(ChildrenDbContext db) : ITrailSubjects
{
    public string Kind => Guardian.Subject;

    public async Task<IReadOnlyList<TrailSubject>> FindAsync(string text, int most, CancellationToken cancellationToken) =>
        [.. (await db.Guardians.AsNoTracking().ToListAsync(cancellationToken)).Where(g => g.Number == text || g.Id.ToString() == text || TrailText.Holds(g.FullName, text))
            .OrderBy(g => g.FullName, StringComparer.CurrentCultureIgnoreCase).Take(most).Select(Of)];

    public async Task<IReadOnlyDictionary<string, TrailSubject>> NamesAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var ids = keys.Select(k => Guid.TryParse(k, out var id) ? id : Guid.Empty).ToList();
        return (await db.Guardians.AsNoTracking().Where(g => ids.Contains(g.Id)).ToListAsync(cancellationToken)).ToDictionary(g => g.Id.ToString(), Of);
    }

    private static TrailSubject Of(Guardian guardian) => new(Guardian.Subject, guardian.FullName, [guardian.Id.ToString()]);
}

using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Planning.PublicApi;

/// <summary>Names staff in the audit trail.</summary>
internal sealed class StaffSubjects(PlanningDbContext db) : ITrailSubjects
{
    public string Kind => StaffFile.Subject;

    public async Task<IReadOnlyList<TrailSubject>> FindAsync(string text, int most, CancellationToken cancellationToken) =>
        [.. (await db.Staff.AsNoTracking().ToListAsync(cancellationToken)).Where(s => s.Number == text || s.Id.ToString() == text || TrailText.Holds(s.FullName, text))
            .OrderBy(s => s.FullName, StringComparer.CurrentCultureIgnoreCase).Take(most).Select(Of)];

    public async Task<IReadOnlyDictionary<string, TrailSubject>> NamesAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var ids = keys.Select(k => Guid.TryParse(k, out var id) ? id : Guid.Empty).ToList();
        return (await db.Staff.AsNoTracking().Where(s => ids.Contains(s.Id)).ToListAsync(cancellationToken)).ToDictionary(s => s.Id.ToString(), Of);
    }

    private static TrailSubject Of(StaffMember member) => new(StaffFile.Subject, member.FullName, [member.Id.ToString(), member.Number]);
}

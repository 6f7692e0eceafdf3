using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class StaffDirectory(PlanningDbContext db) : IStaffDirectory
{
    public async Task<IReadOnlyList<StaffInfo>> ListAsync(CancellationToken cancellationToken) =>
        await ReadAsync(db.Staff.OrderBy(s => s.FirstName).ThenBy(s => s.LastName).ThenBy(s => s.Number), db.StaffGroups, cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, StaffInfo>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0
            ? new Dictionary<Guid, StaffInfo>()
            : (await ReadAsync(db.Staff.Where(s => ids.Contains(s.Id)), db.StaffGroups.Where(g => ids.Contains(g.StaffMemberId)), cancellationToken)).ToDictionary(s => s.Id);

    /// <summary>Two plain lists, tied together here: every board reads them.</summary>
    private static async Task<IReadOnlyList<StaffInfo>> ReadAsync(IQueryable<StaffMember> staff, IQueryable<StaffGroup> groups, CancellationToken cancellationToken)
    {
        var groupsOf = (await groups.OrderBy(g => g.GroupCode).Select(g => new { g.StaffMemberId, g.GroupCode }).ToListAsync(cancellationToken)).ToLookup(g => g.StaffMemberId, g => g.GroupCode);
        return [.. (await staff.AsNoTracking().ToListAsync(cancellationToken)).Select(s =>
            new StaffInfo(s.Id, s.FeedKey, s.Number, s.FirstName, s.FullName, JobCode(s.Job), s.CountsInRatio, s.RegisterCheckedOn, s.StartsOn, s.EndsOn, [.. groupsOf[s.Id]]))];
    }

    private static string JobCode(Job job) => job.ToString().ToLowerInvariant();
}

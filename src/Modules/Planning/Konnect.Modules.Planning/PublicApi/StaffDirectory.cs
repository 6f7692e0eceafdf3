using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class StaffDirectory(PlanningDbContext db) : IStaffDirectory
{
    public async Task<IReadOnlyList<StaffInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var staff = await db.Staff.AsNoTracking().Include(s => s.Groups).OrderBy(s => s.FirstName).ThenBy(s => s.LastName).ThenBy(s => s.Number).ToListAsync(cancellationToken);
        return [.. staff.Select(s => new StaffInfo(s.Id, s.FeedKey, s.Number, s.FirstName, s.FullName, JobCode(s.Job), s.CountsInRatio, s.RegisterCheckedOn, s.StartsOn, s.EndsOn, [.. s.Groups.Select(g => g.GroupCode)]))];
    }

    private static string JobCode(Job job) => job.ToString().ToLowerInvariant();
}

using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class LocationDirectory(PlanningDbContext db) : ILocationDirectory
{
    public async Task<IReadOnlyList<LocationInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var groups = (await db.Groups.AsNoTracking().OrderBy(g => g.AgeFrom).ThenBy(g => g.Name).ToListAsync(cancellationToken))
            .ToLookup(g => g.LocationCode, g => new GroupInfo(g.Code, g.LocationCode, g.Name, g.CareType, g.Vve, g.AgeFrom, g.AgeTo, g.Capacity));
        var locations = await db.Locations.AsNoTracking().OrderBy(l => l.Name).ToListAsync(cancellationToken);
        return [.. locations.Select(l => new LocationInfo(l.Code, l.Name, l.Opens, l.Closes, [.. groups[l.Code]]))];
    }
}

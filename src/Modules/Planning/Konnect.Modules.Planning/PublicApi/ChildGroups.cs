using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class ChildGroups(PlanningDbContext db) : IChildGroups
{
    public async Task<IReadOnlyList<ChildGroup>> ListAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken) =>
        await Rows().Where(c => c.From <= to && (c.To == null || c.To >= from)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<ChildGroup>> ListOfChildAsync(Guid childId, CancellationToken cancellationToken) =>
        await Rows().Where(c => c.ChildId == childId).OrderByDescending(c => c.From).ToListAsync(cancellationToken);

    private IQueryable<ChildGroup> Rows() =>
        from placement in db.Placements
        join g in db.Groups on placement.GroupCode equals g.Code
        select new ChildGroup(placement.ChildId, g.Code, g.Name, g.LocationCode, placement.StartDate, placement.EndDate);
}

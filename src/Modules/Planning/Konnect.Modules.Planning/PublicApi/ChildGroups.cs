using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class ChildGroups(PlanningDbContext db) : IChildGroups
{
    public async Task<IReadOnlyList<ChildGroup>> ListAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken) =>
        await Rows(db.Placements.Where(p => p.StartDate <= to && (p.EndDate == null || p.EndDate >= from))).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<ChildGroup>> ListOfChildAsync(Guid childId, CancellationToken cancellationToken) =>
        await Rows(db.Placements.Where(p => p.ChildId == childId).OrderByDescending(p => p.StartDate)).ToListAsync(cancellationToken);

    // A record made by its constructor can't be filtered or ordered any more, so that comes first.
    private IQueryable<ChildGroup> Rows(IQueryable<Placement> placements) =>
        from placement in placements
        join g in db.Groups on placement.GroupCode equals g.Code
        select new ChildGroup(placement.ChildId, g.Code, g.Name, g.LocationCode, placement.StartDate, placement.EndDate);
}

using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class ChildGroups(PlanningDbContext db) : IChildGroups
{
    public async Task<IReadOnlyList<PlacementSpan>> ListAsync(LocalDate? from, LocalDate? to, CancellationToken cancellationToken)
    {
        var placements = db.Placements.AsQueryable();
        if (from is not null)
            placements = placements.Where(p => p.EndDate == null || p.EndDate >= from);
        if (to is not null)
            placements = placements.Where(p => p.StartDate <= to);
        return await (
            from p in placements
            join g in db.Groups on p.GroupCode equals g.Code
            select new PlacementSpan(p.ChildId, p.GroupCode, g.LocationCode, p.StartDate, p.EndDate)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<PlacementGroup>> ListGroupsAsync(LocalDate from, CancellationToken cancellationToken) =>
        await db.Groups.Where(g => db.Placements.Any(p => p.GroupCode == g.Code && (p.EndDate == null || p.EndDate >= from)))
            .Select(g => new PlacementGroup(g.Code, g.Name, g.LocationCode)).ToListAsync(cancellationToken);

    public Task<IReadOnlyList<ChildGroup>> ListOfAsync(IReadOnlyCollection<Guid> childIds, CancellationToken cancellationToken) =>
        AnswerAsync(db.Placements.Where(p => childIds.Contains(p.ChildId)), _ => true, cancellationToken);

    public Task<IReadOnlyList<ChildGroup>> ListExpectedAsync(LocalDate date, CancellationToken cancellationToken)
    {
        var open = db.Placements.Where(p => p.StartDate <= date && (p.EndDate == null || p.EndDate >= date) && p.Days.Any(d => d.Weekday == date.DayOfWeek)
            && !db.Groups.Any(g => g.Code == p.GroupCode && db.Calendar.Any(c => c.LocationCode == g.LocationCode && c.Date == date && c.Kind == CalendarKind.Closed)));
        return AnswerAsync(open, p => p.DaysOn(date).Any(), cancellationToken);
    }

    private async Task<IReadOnlyList<ChildGroup>> AnswerAsync(IQueryable<Placement> placements, Func<Placement, bool> holds, CancellationToken cancellationToken)
    {
        var groups = await db.Groups.AsNoTracking().ToDictionaryAsync(g => g.Code, cancellationToken);
        var found = await placements.AsNoTracking().Include(p => p.Days).OrderByDescending(p => p.StartDate).ThenBy(p => p.Number).ToListAsync(cancellationToken);
        return [.. from p in found
            where holds(p)
            let g = groups[p.GroupCode]
            select new ChildGroup(p.ChildId, g.Code, g.Name, g.LocationCode, p.StartDate, p.EndDate, [.. p.Pattern().Select(d => d.Weekday).Distinct().Order()])];
    }
}

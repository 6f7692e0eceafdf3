using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class DayPlanLookup(PlanningDbContext db) : IDayPlanLookup
{
    public async Task<IReadOnlyList<DayPlan>> GetAsync(string locationCode, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var groups = await db.Groups.Where(g => g.LocationCode == locationCode).Select(g => g.Code).ToListAsync(cancellationToken);
        var calendar = (await db.Calendar.AsNoTracking().Where(d => d.LocationCode == locationCode && d.Date >= from && d.Date <= to).ToListAsync(cancellationToken)).ToLookup(d => d.Date);
        // A day needs a fifth of a week.
        var weekdays = Enumerable.Range(0, Math.Min(Period.DaysBetween(from, to), 6) + 1).Select(n => from.PlusDays(n).DayOfWeek).ToList();
        var placements = await db.Placements.AsNoTracking().Include(p => p.Days.Where(d => weekdays.Contains(d.Weekday)))
            .Where(p => p.Days.Any(d => weekdays.Contains(d.Weekday)) && groups.Contains(p.GroupCode) && p.StartDate <= to && (p.EndDate == null || p.EndDate >= from)).ToListAsync(cancellationToken);
        var shifts = (await db.Roster.AsNoTracking().Where(r => groups.Contains(r.GroupCode) && r.Date >= from && r.Date <= to).ToListAsync(cancellationToken)).ToLookup(r => r.Date);
        var days = new List<DayPlan>();
        for (var date = from; date <= to; date = date.PlusDays(1))
        {
            var special = calendar[date].ToList();
            days.Add(new DayPlan(
                date,
                special.Exists(d => d.Kind == CalendarKind.Closed),
                date.DayOfWeek >= IsoDayOfWeek.Saturday || special.Exists(d => d.Kind == CalendarKind.SchoolFree),
                special.Select(d => d.Reason).FirstOrDefault(r => r is not null),
                [.. Children(placements, date)],
                [.. shifts[date].Select(r => new PlannedShift(r.StaffMemberId, r.GroupCode, r.StartTime, r.EndTime, r.BreakStart, r.BreakEnd))]));
        }

        return days;
    }

    public async Task<(LocalDate From, LocalDate To)?> GetRangeAsync(string locationCode, LocalDate openEnd, CancellationToken cancellationToken)
    {
        var placements = db.Placements.Where(p => db.Groups.Any(g => g.Code == p.GroupCode && g.LocationCode == locationCode));
        var roster = db.Roster.Where(r => db.Groups.Any(g => g.Code == r.GroupCode && g.LocationCode == locationCode));
        LocalDate?[] firsts = [await placements.MinAsync(p => (LocalDate?)p.StartDate, cancellationToken), await roster.MinAsync(r => (LocalDate?)r.Date, cancellationToken)];
        LocalDate?[] lasts =
        [
            await placements.AnyAsync(p => p.EndDate == null, cancellationToken) ? openEnd : null,
            await placements.MaxAsync(p => p.EndDate, cancellationToken),
            await roster.MaxAsync(r => (LocalDate?)r.Date, cancellationToken),
        ];
        return firsts.Min() is { } from && lasts.Max() is { } to && from <= to ? (from, to) : null;
    }

    private static IEnumerable<PlannedChild> Children(List<Placement> placements, LocalDate date) =>
        from placement in placements
        from day in placement.DaysOn(date)
        select new PlannedChild(placement.Id, placement.ChildId, placement.GroupCode, day.StartTime, day.EndTime, "placement");
}

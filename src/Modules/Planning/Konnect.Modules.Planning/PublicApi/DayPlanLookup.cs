using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class DayPlanLookup(PlanningDbContext db) : IDayPlanLookup
{
    public async Task<IReadOnlyList<DayPlan>> GetAsync(IReadOnlyCollection<string> locationCodes, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var calendar = (await db.Calendar.AsNoTracking().Where(d => locationCodes.Contains(d.LocationCode) && d.Date >= from && d.Date <= to).ToListAsync(cancellationToken)).ToLookup(d => (d.LocationCode, d.Date));
        var placed = await PlacedAsync(locationCodes, from, to, cancellationToken);
        var shifts = await ShiftsAsync(locationCodes, from, to, cancellationToken);
        var days = new List<DayPlan>();
        foreach (var code in locationCodes)
        {
            for (var date = from; date <= to; date = date.PlusDays(1))
            {
                var special = calendar[(code, date)].ToList();
                days.Add(new DayPlan(
                    code,
                    date,
                    special.Exists(d => d.Kind == CalendarKind.Closed),
                    date.DayOfWeek >= IsoDayOfWeek.Saturday || special.Exists(d => d.Kind == CalendarKind.SchoolFree),
                    special.Select(d => d.Reason).FirstOrDefault(r => r is not null),
                    [.. placed[(code, date.DayOfWeek)].Where(p => p.FallsOn(date)).Select(p => p.Child)],
                    [.. shifts[(code, date)]]));
            }
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

    private async Task<ILookup<(string LocationCode, LocalDate Date), PlannedShift>> ShiftsAsync(IReadOnlyCollection<string> locationCodes, LocalDate first, LocalDate last, CancellationToken cancellationToken) =>
        (await (from shift in db.Roster.AsNoTracking()
                join g in db.Groups on shift.GroupCode equals g.Code
                where locationCodes.Contains(g.LocationCode) && shift.Date >= first && shift.Date <= last
                select new { g.LocationCode, shift.Date, Shift = new PlannedShift(shift.StaffMemberId, shift.GroupCode, shift.StartTime, shift.EndTime, shift.BreakStart, shift.BreakEnd) }).ToListAsync(cancellationToken))
        .ToLookup(s => (s.LocationCode, s.Date), s => s.Shift);

    /// <summary>The days of patterns that may fall in the period, without the rest of their placements: a month of a location has thousands.</summary>
    private async Task<ILookup<(string LocationCode, IsoDayOfWeek Weekday), PlacedDay>> PlacedAsync(IReadOnlyCollection<string> locationCodes, LocalDate first, LocalDate last, CancellationToken cancellationToken)
    {
        // A day needs a fifth of a week.
        var weekdays = Enumerable.Range(0, Math.Min(Period.DaysBetween(first, last), 6) + 1).Select(n => first.PlusDays(n).DayOfWeek).ToList();
        return (await (from placement in db.Placements.AsNoTracking()
                       join g in db.Groups on placement.GroupCode equals g.Code
                       from day in placement.Days
                       where locationCodes.Contains(g.LocationCode) && placement.StartDate <= last && (placement.EndDate == null || placement.EndDate >= first) && weekdays.Contains(day.Weekday)
                       select new PlacedDay(g.LocationCode, day, placement.StartDate, placement.EndDate, new PlannedChild(placement.Id, placement.ChildId, placement.GroupCode, day.StartTime, day.EndTime, "placement"))).ToListAsync(cancellationToken))
            .ToLookup(p => (p.LocationCode, p.Day.Weekday));
    }

    /// <summary>A day of a pattern with the period of its placement.</summary>
    private sealed record PlacedDay(string LocationCode, PlacementDay Day, LocalDate Start, LocalDate? End, PlannedChild Child)
    {
        public bool FallsOn(LocalDate date) => Placement.Covers(Start, End, date) && Day.FallsOn(date);
    }
}

using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Loads days of a location: own registers, and what planning and the child register know.</summary>
internal sealed class LocationDays(AttendanceDbContext db, ILocationDirectory locations, IDayPlanLookup plans, IStaffDirectory staffDirectory, IChildDirectory childDirectory, ZonedClock clock)
{
    private IReadOnlyList<LocationInfo>? known;

    /// <summary>Every location, read once per scope.</summary>
    public async Task<IReadOnlyList<LocationInfo>> LocationsAsync(CancellationToken cancellationToken) => known ??= await locations.ListAsync(cancellationToken);

    /// <summary>The location of a group, or null.</summary>
    public async Task<LocationInfo?> OfGroupAsync(string groupCode, CancellationToken cancellationToken) =>
        (await LocationsAsync(cancellationToken)).FirstOrDefault(l => l.Groups.Any(g => g.Code == groupCode));

    /// <summary>One day.</summary>
    public async Task<DayPicture> LoadAsync(LocationInfo location, LocalDate date, CancellationToken cancellationToken) =>
        (await LoadAsync([location], date, date, cancellationToken))[0];

    /// <summary>Each day from the first to the last, location by location.</summary>
    /// <param name="of">The locations.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="asOf">What time to take for now on the days named; the clock's otherwise.</param>
    public async Task<IReadOnlyList<DayPicture>> LoadAsync(IReadOnlyList<LocationInfo> of, LocalDate from, LocalDate to, CancellationToken cancellationToken, IReadOnlyDictionary<LocalDate, Instant>? asOf = null)
    {
        var codes = of.Select(l => l.Code).ToList();
        var days = await plans.GetAsync(codes, from, to, cancellationToken);
        var children = await PresentAsync(db.ChildPresences, codes, from, to, cancellationToken);
        var staff = await PresentAsync(db.StaffPresences, codes, from, to, cancellationToken);
        var absences = await db.Absences.AsNoTracking().Where(a => a.ToDate >= from && a.FromDate <= to).OrderBy(a => a.FromDate).ToListAsync(cancellationToken);
        var people = await PeopleAsync(
            children.SelectMany(d => d.Select(p => p.ChildId)).Concat(days.SelectMany(d => d.Children.Select(c => c.ChildId))),
            staff.SelectMany(d => d.Select(p => p.StaffId)).Concat(days.SelectMany(d => d.Staff.Select(s => s.StaffId))),
            cancellationToken);
        var absent = days.Select(d => d.Date).Distinct().ToDictionary(date => date, date => absences.Where(a => a.Covers(date)).GroupBy(a => a.ChildId).ToDictionary(g => g.Key, g => g.First()));
        var (today, now) = (clock.GetCurrentDate(), clock.GetCurrentInstant().ToMinute());
        var breaks = from <= today && to >= today ? await BreaksAsync(codes, today, staff, cancellationToken) : null;
        return [.. days.Select(day => new DayPicture(
            of.First(l => l.Code == day.LocationCode),
            day,
            [.. children[(day.LocationCode, day.Date)]],
            [.. staff[(day.LocationCode, day.Date)]],
            absent[day.Date],
            people,
            clock.Zone,
            asOf is not null && asOf.TryGetValue(day.Date, out var then) ? then : day.Date == today ? now : null)
        {
            OnBreak = breaks is null || day.Date != today ? new Dictionary<Guid, StaffTap>() : breaks[day.LocationCode].ToDictionary(t => t.StaffId),
        })];
    }

    private async Task<ILookup<string, StaffTap>> BreaksAsync(List<string> locationCodes, LocalDate today, ILookup<(string LocationCode, LocalDate Date), StaffPresence> staff, CancellationToken cancellationToken)
    {
        var taps = await db.StaffTaps.AsNoTracking().Where(t => locationCodes.Contains(t.LocationCode) && t.Date == today && t.IsBreak && t.WithdrawnAt == null).ToListAsync(cancellationToken);
        var present = staff.SelectMany(d => d).Where(p => p.Date == today).ToLookup(p => p.StaffId);
        // Who came back, or was corrected to have left at another time, is on no break.
        return taps.Where(t => present[t.StaffId].Any(p => p.DepartedAt == t.At) && !present[t.StaffId].Any(p => p.IsOpen || p.ArrivedAt > t.At)).ToLookup(t => t.LocationCode);
    }

    private static async Task<ILookup<(string LocationCode, LocalDate Date), TPresence>> PresentAsync<TPresence>(IQueryable<TPresence> register, List<string> locationCodes, LocalDate from, LocalDate to, CancellationToken cancellationToken)
        where TPresence : Presence =>
        (await register.AsNoTracking().Where(p => locationCodes.Contains(p.LocationCode) && p.Date >= from && p.Date <= to).OrderBy(p => p.ArrivedAt).ThenBy(p => p.Id).ToListAsync(cancellationToken))
        .ToLookup(p => (p.LocationCode, p.Date));

    /// <summary>Some children and some staff.</summary>
    public async Task<People> PeopleAsync(IEnumerable<Guid> childIds, IEnumerable<Guid> staffIds, CancellationToken cancellationToken)
    {
        var (children, staff) = (childIds.Distinct().ToList(), staffIds.Distinct().ToList());
        return new People(await childDirectory.GetAsync(children, cancellationToken), await staffDirectory.GetAsync(staff, cancellationToken));
    }

    /// <summary>Whoever works for the organisation that day, by name.</summary>
    public async Task<IReadOnlyList<StaffInfo>> EmployedAsync(LocalDate date, CancellationToken cancellationToken) =>
        [.. (await staffDirectory.ListAsync(cancellationToken)).Where(s => People.IsEmployed(s, date)).OrderBy(s => s.FullName, StringComparer.Ordinal)];
}

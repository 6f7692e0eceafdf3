using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Domain;
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
    private IReadOnlyDictionary<Guid, StaffInfo>? staffById;

    /// <summary>Every location, read once per scope.</summary>
    public async Task<IReadOnlyList<LocationInfo>> LocationsAsync(CancellationToken cancellationToken) => known ??= await locations.ListAsync(cancellationToken);

    /// <summary>The location of a group, or null.</summary>
    public async Task<LocationInfo?> OfGroupAsync(string groupCode, CancellationToken cancellationToken) =>
        (await LocationsAsync(cancellationToken)).FirstOrDefault(l => l.Groups.Any(g => g.Code == groupCode));

    /// <summary>One day.</summary>
    public async Task<DayPicture> LoadAsync(LocationInfo location, LocalDate date, CancellationToken cancellationToken) =>
        (await LoadAsync(location, date, date, cancellationToken))[0];

    /// <summary>Each day from the first to the last.</summary>
    /// <param name="location">The location.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="asOf">What time to take for now on the days named; the clock's otherwise.</param>
    public async Task<IReadOnlyList<DayPicture>> LoadAsync(LocationInfo location, LocalDate from, LocalDate to, CancellationToken cancellationToken, IReadOnlyDictionary<LocalDate, Instant>? asOf = null)
    {
        var days = await plans.GetAsync(location.Code, from, to, cancellationToken);
        var children = (await db.ChildPresences.AsNoTracking().Where(p => p.LocationCode == location.Code && p.Date >= from && p.Date <= to).OrderBy(p => p.ArrivedAt).ThenBy(p => p.Id).ToListAsync(cancellationToken)).ToLookup(p => p.Date);
        var staff = (await db.StaffPresences.AsNoTracking().Where(p => p.LocationCode == location.Code && p.Date >= from && p.Date <= to).OrderBy(p => p.ArrivedAt).ThenBy(p => p.Id).ToListAsync(cancellationToken)).ToLookup(p => p.Date);
        var absences = await db.Absences.AsNoTracking().Where(a => a.ToDate >= from && a.FromDate <= to).OrderBy(a => a.FromDate).ToListAsync(cancellationToken);
        var childIds = children.SelectMany(d => d.Select(p => p.ChildId)).Concat(days.SelectMany(d => d.Children.Select(c => c.ChildId))).Distinct().ToList();
        staffById ??= (await staffDirectory.ListAsync(cancellationToken)).ToDictionary(s => s.Id);
        var people = new People(await childDirectory.GetAsync(childIds, cancellationToken), staffById);
        var (today, now) = (clock.GetCurrentDate(), clock.GetCurrentInstant().ToMinute());
        return [.. days.Select(day => new DayPicture(
            location,
            day,
            [.. children[day.Date]],
            [.. staff[day.Date]],
            absences.Where(a => a.Covers(day.Date)).GroupBy(a => a.ChildId).ToDictionary(g => g.Key, g => g.First()),
            people,
            clock.Zone,
            asOf is not null && asOf.TryGetValue(day.Date, out var then) ? then : day.Date == today ? now : null))];
    }
}

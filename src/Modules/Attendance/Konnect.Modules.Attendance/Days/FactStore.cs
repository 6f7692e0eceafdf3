using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Attendance.Domain.Facts;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>
/// Brings the stored facts of a location to what its registers and its plan say now. Computing the same day twice writes nothing the second time.
/// Runs inside the caller's transaction, one location at a time.
/// </summary>
internal sealed class FactStore(AttendanceDbContext db, LocationDays days, IDayPlanLookup plans, DatabaseSession session, ZonedClock clock)
{
    private const int StretchDays = 31;
    private const int BulkFrom = 100;

    /// <summary>Days ahead for which plans are judged when they have no end.</summary>
    private const int HorizonDays = 13 * 7;

    /// <summary>
    /// Computes the days of a period and stores what differs. An open side of the period reaches as far as the location has anything.
    /// </summary>
    /// <param name="location">The location.</param>
    /// <param name="from">First day; null: the first that has anything.</param>
    /// <param name="to">Last day; null: the last that has anything, or the horizon of plans without end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RefreshAsync(LocationInfo location, LocalDate? from, LocalDate? to, CancellationToken cancellationToken)
    {
        await session.LockAsync($"attendance/facts/{location.Code}", cancellationToken);
        foreach (var stretch in await StretchesAsync(location, from, to, cancellationToken))
            await SyncAsync(location, stretch, asStored: false, write: true, cancellationToken);
    }

    /// <summary>Says where the facts of a stretch are other than they should be, and writes nothing. Days that are not over are judged as of the minute that is stored.</summary>
    public Task<FactChanges> CompareAsync(LocationInfo location, DateInterval stretch, CancellationToken cancellationToken) => SyncAsync(location, stretch, asStored: true, write: false, cancellationToken);

    /// <summary>As <see cref="CompareAsync"/>, and puts it right.</summary>
    public async Task<FactChanges> RepairAsync(LocationInfo location, DateInterval stretch, CancellationToken cancellationToken)
    {
        await session.LockAsync($"attendance/facts/{location.Code}", cancellationToken);
        return await SyncAsync(location, stretch, asStored: true, write: true, cancellationToken);
    }

    /// <summary>A period in stretches of which one fits in memory.</summary>
    public async Task<IReadOnlyList<DateInterval>> StretchesAsync(LocationInfo location, LocalDate? from, LocalDate? to, CancellationToken cancellationToken)
    {
        var (first, last) = await RangeAsync(location, from, to, cancellationToken);
        var stretches = new List<DateInterval>();
        for (var start = first; start <= last; start = start.PlusDays(StretchDays))
            stretches.Add(new(start, LocalDate.Min(start.PlusDays(StretchDays - 1), last)));
        return stretches;
    }

    /// <summary>The last day for which plans of a location are judged.</summary>
    public LocalDate Horizon => clock.GetCurrentDate().PlusDays(HorizonDays);

    private async Task<(LocalDate From, LocalDate To)> RangeAsync(LocationInfo location, LocalDate? from, LocalDate? to, CancellationToken cancellationToken)
    {
        if (from is not null && to is not null && to <= Horizon)
            return (from.Value, to.Value);
        var planned = await plans.GetRangeAsync(location.Code, Horizon, cancellationToken);
        var present = db.ChildPresences.Where(p => p.LocationCode == location.Code);
        var stored = db.ComputedDays.Where(d => d.LocationCode == location.Code);
        LocalDate?[] firsts = [planned?.From, await present.MinAsync(p => (LocalDate?)p.Date, cancellationToken), await stored.MinAsync(d => (LocalDate?)d.Date, cancellationToken)];
        LocalDate?[] lasts = [planned?.To, await present.MaxAsync(p => (LocalDate?)p.Date, cancellationToken), await stored.MaxAsync(d => (LocalDate?)d.Date, cancellationToken)];
        var (least, most) = (firsts.Min() ?? clock.GetCurrentDate(), lasts.Max() ?? clock.GetCurrentDate());
        return (from is { } f && f > least ? f : least, to is { } t && t < most ? t : most);
    }

    private async Task<FactChanges> SyncAsync(LocationInfo location, DateInterval stretch, bool asStored, bool write, CancellationToken cancellationToken)
    {
        var (from, to, changes) = (stretch.Start, stretch.End, new FactChanges());
        var computedDays = await db.ComputedDays.Where(d => d.LocationCode == location.Code && d.Date >= from && d.Date <= to).ToDictionaryAsync(d => d.Date, cancellationToken);
        var asOf = asStored ? computedDays.Values.Where(d => d.AsOf is not null).ToDictionary(d => d.Date, d => d.AsOf!.Value) : null;
        var facts = (await days.LoadAsync([location], from, to, cancellationToken, asOf)).Select(DayFacts.Of).ToList();

        await SyncRowsAsync(Stored(db.RatioSegments, s => s.LocationCode == location.Code && s.Date >= from && s.Date <= to), facts.SelectMany(f => f.Segments), s => (s.Scope, s.Code, s.Basis, s.From), s => s.Date);
        await SyncRowsAsync(Stored(db.RatioDays, s => s.LocationCode == location.Code && s.Date >= from && s.Date <= to), facts.SelectMany(f => f.Days), s => (s.Scope, s.Code, s.Basis, s.Date), s => s.Date);
        await SyncRowsAsync(Stored(db.ChildAttendance, s => s.LocationCode == location.Code && s.Date >= from && s.Date <= to), facts.SelectMany(f => f.ChildAttendance), s => s.Id, s => s.Date);
        await SyncRowsAsync(Stored(db.StaffAttendance, s => s.LocationCode == location.Code && s.Date >= from && s.Date <= to), facts.SelectMany(f => f.StaffAttendance), s => s.Id, s => s.Date);
        await SyncRowsAsync(Stored(db.AbsenceFacts, s => s.LocationCode == location.Code && s.Date >= from && s.Date <= to), facts.SelectMany(f => f.Absences), s => s.Id, s => s.Date);
        await SyncRowsAsync(Stored(db.PlannedAttendance, s => s.LocationCode == location.Code && s.Date >= from && s.Date <= to), facts.SelectMany(f => f.PlannedAttendance), s => s.Id, s => s.Date);
        await SyncRowsAsync(Stored(db.Occupancy, s => s.LocationCode == location.Code && s.Date >= from && s.Date <= to), facts.SelectMany(f => f.Occupancy), s => (s.GroupCode, s.Date), s => s.Date);

        if (!write)
            return changes;
        foreach (var fact in facts)
        {
            if (computedDays.TryGetValue(fact.Date, out var known))
                known.AsOf = fact.AsOf;
            else
                db.ComputedDays.Add(new ComputedDay { LocationCode = location.Code, Date = fact.Date, AsOf = fact.AsOf });
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return changes;

        async Task SyncRowsAsync<TFact, TKey>(IQueryable<TFact> stored, IEnumerable<TFact> computed, Func<TFact, TKey> key, Func<TFact, LocalDate> date) where TFact : class where TKey : notnull
        {
            var before = await stored.ToDictionaryAsync(key, cancellationToken);
            var added = new List<TFact>();
            foreach (var fact in computed)
            {
                if (!before.Remove(key(fact), out var old))
                    added.Add(fact);
                else if (old.Equals(fact))
                    continue;
                else if (write)
                    db.Update(fact);
                changes.Add(location.Code, date(fact), typeof(TFact).Name);
            }

            foreach (var gone in before.Values)
                changes.Add(location.Code, date(gone), typeof(TFact).Name);
            if (!write)
                return;
            db.RemoveRange(before.Values);
            if (added.Count >= BulkFrom)
                await db.BulkInsertAsync(added, cancellationToken);
            else
                db.AddRange(added);
        }
    }

    private static IQueryable<TFact> Stored<TFact>(DbSet<TFact> set, System.Linq.Expressions.Expression<Func<TFact, bool>> period) where TFact : class => set.AsNoTracking().Where(period);
}

/// <summary>Where stored facts were other than computed.</summary>
internal sealed class FactChanges
{
    private const int Shown = 100;
    private readonly HashSet<(string Location, LocalDate Date, string Fact)> differing = [];

    /// <summary>Rows that were missing, other than computed, or too many.</summary>
    public int Rows { get; private set; }

    /// <summary>The first days and kinds of facts that differed.</summary>
    public IEnumerable<(string Location, LocalDate Date, string Fact)> Differing => differing.OrderBy(d => d.Date).ThenBy(d => d.Location, StringComparer.Ordinal).Take(Shown);

    /// <summary>Notes a row that was other than computed.</summary>
    public void Add(string location, LocalDate date, string fact)
    {
        Rows++;
        if (differing.Count < Shown)
            differing.Add((location, date, fact));
    }
}

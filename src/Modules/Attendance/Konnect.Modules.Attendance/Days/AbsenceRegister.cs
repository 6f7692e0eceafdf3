using Konnect.Modules.Attendance.Contracts;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Writes that children do not come, and tells it. A use case saves.</summary>
internal sealed class AbsenceRegister(AttendanceDbContext db, ZonedClock clock)
{
    /// <summary>The organisation's rule for each reason.</summary>
    public async Task<IReadOnlyDictionary<AbsenceReason, AbsenceRule>> RulesAsync(CancellationToken cancellationToken)
    {
        var known = await db.AbsenceRules.AsNoTracking().ToDictionaryAsync(r => r.Reason, cancellationToken);
        return Enum.GetValues<AbsenceReason>().ToDictionary(reason => reason, reason => known.GetValueOrDefault(reason) ?? AbsenceRule.Default(reason));
    }

    /// <summary>True when one of the children is registered as present now.</summary>
    public Task<bool> IsAnyPresentAsync(IReadOnlyCollection<Guid> childIds, CancellationToken cancellationToken)
    {
        var today = clock.GetCurrentDate();
        return db.ChildPresences.AnyAsync(p => p.Date == today && childIds.Contains(p.ChildId) && p.DepartedAt == null, cancellationToken);
    }

    /// <summary>Children do not come for some periods. A report for the same first day replaces the earlier one.</summary>
    /// <param name="places">The locations of each child that are to know.</param>
    /// <param name="periods">First and last days.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ReportAsync(IReadOnlyDictionary<Guid, IReadOnlyList<string>> places, IReadOnlyList<(LocalDate From, LocalDate To)> periods, AbsenceReason reason, CancellationToken cancellationToken)
    {
        var (now, children, firstDays) = (clock.GetCurrentInstant(), places.Keys.ToList(), periods.Select(p => p.From).ToList());
        var known = (await db.Absences.Where(a => children.Contains(a.ChildId) && firstDays.Contains(a.FromDate)).ToListAsync(cancellationToken)).ToDictionary(a => (a.ChildId, a.FromDate));
        foreach (var (childId, locations) in places)
        {
            foreach (var (from, to) in periods)
            {
                var until = to;
                if (known.TryGetValue((childId, from), out var earlier))
                {
                    until = LocalDate.Max(to, earlier.ToDate);
                    (earlier.ToDate, earlier.Reason, earlier.ReportedAt) = (to, reason, now);
                }
                else
                {
                    db.Absences.Add(new Absence { ChildId = childId, FromDate = from, ToDate = to, Reason = reason, ReportedAt = now });
                }

                foreach (var location in locations)
                    db.Publish(new AbsenceReported(location, childId, from, until));
            }
        }
    }

    /// <summary>A child comes after all, from that day on: days before it stay absent.</summary>
    public async Task WithdrawAsync(Guid childId, LocalDate from, IReadOnlyList<string> locations, CancellationToken cancellationToken)
    {
        foreach (var absence in await db.Absences.Where(a => a.ChildId == childId && a.FromDate <= from && a.ToDate >= from).ToListAsync(cancellationToken))
            Withdraw(absence, from, locations);
    }

    /// <summary>An absence ends before that day, or is gone when it began on it.</summary>
    public void Withdraw(Absence absence, LocalDate from, IReadOnlyList<string> locations)
    {
        foreach (var location in locations)
            db.Publish(new AbsenceReported(location, absence.ChildId, from, absence.ToDate));
        if (absence.FromDate < from)
            absence.ToDate = from.PlusDays(-1);
        else
            db.Absences.Remove(absence);
    }
}

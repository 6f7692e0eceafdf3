using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Facts;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Attendance.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>Everything behind the days of a period: what a package holds. Children are known by their number, for an inspector sees no names by default and the location finds the child by it.</summary>
internal sealed record Evidence(
    InspectedPeriod Period,
    PeriodSummary Summary,
    ILookup<(string Scope, string Code, LocalDate Date), RatioSegmentFact> Segments,
    ILookup<(string GroupCode, LocalDate Date), Evidence.StaffLine> Staff,
    ILookup<(string GroupCode, LocalDate Date), Evidence.ChildLine> Children,
    IReadOnlyList<Evidence.Correction> Corrections,
    IReadOnlyList<PlanFrame> Frames,
    DateTimeZone Zone)
{
    /// <summary>A member of staff who was there.</summary>
    public sealed record StaffLine(LocalDate Date, string GroupCode, string GroupName, string Name, string Job, LocalDate? RegisterCheckedOn, LocalTime From, LocalTime? To, NotCounted? NotCounted, bool Corrected);

    /// <summary>A child that was there.</summary>
    public sealed record ChildLine(LocalDate Date, string GroupCode, string GroupName, string Number, int AgeYears, LocalTime From, LocalTime? To, bool Corrected);

    /// <summary>A change by hand.</summary>
    public sealed record Correction(LocalDate Date, string GroupCode, string GroupName, bool IsStaff, string Who, CorrectionLine Line);

    /// <summary>Reads it, each table once.</summary>
    public static async Task<Evidence> ReadAsync(AttendanceDbContext db, InspectionReader reader, LocationDays days, InspectedPeriod period, DateTimeZone zone, CancellationToken cancellationToken)
    {
        var codes = period.Groups.Select(g => g.Code).ToHashSet();
        var covered = period.Days.SelectMany(d => period.GroupsOf(d.Scope, d.Code).Select(g => (g, d.Date))).ToHashSet();
        var children = await PresencesAsync(db.ChildPresences);
        var staff = await PresencesAsync(db.StaffPresences);
        var people = await days.PeopleAsync(children.Select(p => p.ChildId), staff.Select(p => p.StaffId), cancellationToken);
        var corrections = children.SelectMany(p => Changes(p, false, people.Child(p.ChildId)?.Number ?? "?")).Concat(staff.SelectMany(p => Changes(p, true, people.Staff(p.StaffId)?.FullName ?? "?")))
            .OrderBy(c => c.Date).ThenBy(c => c.GroupCode, StringComparer.Ordinal).ThenBy(c => c.Line.At).ThenBy(c => c.Line.PresenceId).ToList();
        return new(
            period,
            PeriodSummary.Of(period, await reader.BreachesAsync(period, cancellationToken), zone),
            await reader.SegmentsAsync(period.Location.Code, period.Days, cancellationToken),
            (from p in staff
             where p.WithdrawnAt is null
             let s = people.Staff(p.StaffId)
             select new StaffLine(p.Date, p.GroupCode, NameOf(p.GroupCode), s?.FullName ?? "?", s?.Job ?? "", s?.RegisterCheckedOn, p.ArrivedAt.TimeIn(zone), p.DepartedAt?.TimeIn(zone), people.WhyNotCounted(p.StaffId, p.Date), p.IsCorrected))
            .ToLookup(p => (p.GroupCode, p.Date)),
            (from p in children
             where p.WithdrawnAt is null
             select new ChildLine(p.Date, p.GroupCode, NameOf(p.GroupCode), people.Child(p.ChildId)?.Number ?? "?", Ages.YearsOn(people.BirthDate(p.ChildId, p.Date), p.Date), p.ArrivedAt.TimeIn(zone), p.DepartedAt?.TimeIn(zone), p.IsCorrected))
            .ToLookup(p => (p.GroupCode, p.Date)),
            corrections,
            await reader.FramesAsync(period.Location.Code, cancellationToken),
            zone);

        string NameOf(string group) => period.Location.Groups.FirstOrDefault(g => g.Code == group)?.Name ?? group;

        // Also what was taken back, for its correction is evidence; a presence that was moved away shows on the group that it was on.
        async Task<List<TPresence>> PresencesAsync<TPresence>(IQueryable<TPresence> register) where TPresence : Presence
        {
            var query = register.IgnoreQueryFilters().AsNoTracking().Include(p => p.Corrections).Where(p => p.LocationCode == period.Location.Code && p.Date >= period.From && p.Date <= period.To);
            if (period.Sample.Count > 0)
                query = query.Where(p => period.Sample.Contains(p.Date));
            return (await query.OrderBy(p => p.ArrivedAt).ThenBy(p => p.Id).ToListAsync(cancellationToken))
                .FindAll(p => (codes.Contains(p.GroupCode) && covered.Contains((p.GroupCode, p.Date))) || p.Corrections.Exists(c => covered.Contains((c.OldGroupCode, p.Date))));
        }

        IEnumerable<Correction> Changes(Presence p, bool isStaff, string who) => CorrectionLine.Of(p, codes, zone).Select(line => new Correction(p.Date, p.GroupCode, NameOf(p.GroupCode), isStaff, who, line));
    }

    /// <summary>Who of a scope was there on a day.</summary>
    public IEnumerable<StaffLine> StaffOf(RatioDayFact day) => Period.GroupsOf(day.Scope, day.Code).SelectMany(g => Staff[(g, day.Date)]).OrderBy(s => s.From).ThenBy(s => s.Name, StringComparer.Ordinal);

    /// <summary>The changes of a scope on a day.</summary>
    public IEnumerable<Correction> CorrectionsOf(RatioDayFact day) => Corrections.Where(c => c.Date == day.Date && Period.GroupsOf(day.Scope, day.Code).Contains(c.GroupCode));
}

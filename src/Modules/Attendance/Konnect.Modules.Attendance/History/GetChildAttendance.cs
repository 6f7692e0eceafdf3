using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.History;

/// <summary>A month of a child: when it was there, what was changed afterwards, and when it was reported absent.</summary>
internal static class GetChildAttendance
{
    /// <param name="Number">The child's number in the source.</param>
    /// <param name="Month">The month; null for the current one.</param>
    [Recorded]
    [CountsAs(Use.FileOpened)]
    [RequiresPermission(AttendancePermissions.View)]
    public sealed record Query([property: Subject(ChildFile.Subject)] string Number, YearMonth? Month = null) : IRequest<Result<Response>>;

    /// <param name="Month">The month shown.</param>
    /// <param name="Presences">When the child was there, the latest day first; also what was taken back with a reason.</param>
    /// <param name="Absences">Reported absences that touch the month, the latest first.</param>
    /// <param name="DaysPresent">On how many days the child was there.</param>
    /// <param name="Minutes">How long in all, of presences with a departure.</param>
    /// <param name="Corrections">How many changes were made afterwards.</param>
    public sealed record Response(YearMonth Month, IReadOnlyList<PresenceRow> Presences, IReadOnlyList<AbsenceRow> Absences, int DaysPresent, int Minutes, int Corrections);

    public enum PresenceState
    {
        Closed,
        Present,
        NotCheckedOut,
        Withdrawn,
    }

    /// <param name="Id">The presence.</param>
    /// <param name="Date">The local day.</param>
    /// <param name="GroupName">The group.</param>
    /// <param name="ArrivedAt">Arrival, local.</param>
    /// <param name="DepartedAt">Departure, local; null while there is none.</param>
    /// <param name="Minutes">Whole minutes between the two.</param>
    /// <param name="State">How it stands.</param>
    /// <param name="Corrections">Changes made afterwards, oldest first.</param>
    /// <param name="Collected">Who took the child home; null when nobody told.</param>
    public sealed record PresenceRow(
        Guid Id, LocalDate Date, string GroupName, LocalTime ArrivedAt, LocalTime? DepartedAt, int? Minutes, PresenceState State, IReadOnlyList<CorrectionRow> Corrections, Collected? Collected);

    /// <param name="OldGroupName">The group before, when it is another one now.</param>
    /// <param name="OldArrivedAt">The arrival before, local.</param>
    /// <param name="OldDepartedAt">The departure before, local.</param>
    /// <param name="ChangedBy">Who made the change.</param>
    /// <param name="ChangedAt">When, local.</param>
    /// <param name="Reason">Why.</param>
    public sealed record CorrectionRow(string? OldGroupName, LocalTime OldArrivedAt, LocalTime? OldDepartedAt, string ChangedBy, LocalDateTime ChangedAt, string Reason);

    /// <param name="From">First day.</param>
    /// <param name="To">Last day.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="ReportedAt">When the family told, local, if known.</param>
    public sealed record AbsenceRow(LocalDate From, LocalDate To, AbsenceReason Reason, LocalDateTime? ReportedAt);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AttendanceDbContext db, IChildDirectory children, ILocationDirectory locations, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Query.Number));

            var today = clock.GetCurrentDate();
            var month = request.Month ?? today.ToYearMonth();
            var (first, last) = (month.OnDayOfMonth(1), month.ToDateInterval().End);
            var groups = (await locations.ListAsync(cancellationToken)).SelectMany(l => l.Groups).ToDictionary(g => g.Code, g => g.Name);
            // What was taken back is left out elsewhere; here it is the evidence.
            var presences = await db.ChildPresences.IgnoreQueryFilters().AsNoTracking().Include(p => p.Corrections)
                .Where(p => p.ChildId == child.Id && p.Date >= first && p.Date <= last).ToListAsync(cancellationToken);
            var departures = (await db.ChildTaps.AsNoTracking()
                .Where(t => t.ChildId == child.Id && t.Date >= first && t.Date <= last && t.WithdrawnAt == null && t.CollectedBy != null).OrderBy(t => t.Number).ToListAsync(cancellationToken)).ToLookup(t => (t.Date, t.GroupCode));
            var absences = await db.Absences.AsNoTracking()
                .Where(a => a.ChildId == child.Id && a.FromDate <= last && a.ToDate >= first).OrderByDescending(a => a.FromDate).ToListAsync(cancellationToken);

            var shown = presences.Where(p => p.WithdrawnAt is null || p.IsCorrected).OrderByDescending(p => p.Date).ThenByDescending(p => p.ArrivedAt).Select(RowOf).ToList();
            var standing = shown.Where(p => p.State != PresenceState.Withdrawn).ToList();
            return new Response(
                month,
                shown,
                [.. absences.Select(a => new AbsenceRow(a.FromDate, a.ToDate, a.Reason, a.ReportedAt?.InZone(clock.Zone).LocalDateTime))],
                standing.Select(p => p.Date).Distinct().Count(),
                standing.Sum(p => p.Minutes ?? 0),
                shown.Sum(p => p.Corrections.Count));

            PresenceRow RowOf(ChildPresence presence) => new(
                presence.Id,
                presence.Date,
                GroupName(presence.GroupCode),
                presence.ArrivedAt.TimeIn(clock.Zone),
                presence.DepartedAt?.TimeIn(clock.Zone),
                presence.DepartedAt is { } departed ? (int)(departed.ToMinute() - presence.ArrivedAt.ToMinute()).TotalMinutes : null,
                presence.WithdrawnAt is not null ? PresenceState.Withdrawn
                    : !presence.IsOpen ? PresenceState.Closed
                    : presence.Date == today ? PresenceState.Present : PresenceState.NotCheckedOut,
                [.. presence.Corrections.Where(c => !c.IsUndo).OrderBy(c => c.ChangedAt).Select(c => new CorrectionRow(
                    c.OldGroupCode == presence.GroupCode ? null : GroupName(c.OldGroupCode),
                    c.OldArrivedAt.TimeIn(clock.Zone),
                    c.OldDepartedAt?.TimeIn(clock.Zone),
                    c.ChangedBy,
                    c.ChangedAt.InZone(clock.Zone).LocalDateTime,
                    c.Reason))],
                // A time that was corrected by hand is another one than was tapped.
                departures[(presence.Date, presence.GroupCode)].LastOrDefault(t => t.At == presence.DepartedAt || presence.IsCorrected)?.Collected);

            string GroupName(string code) => groups.GetValueOrDefault(code, code);
        }
    }
}

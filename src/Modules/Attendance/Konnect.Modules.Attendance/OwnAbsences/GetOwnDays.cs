using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.OwnAbsences;

/// <summary>The days on which an own child is expected in the weeks to come, what was reported of them, and until when that can be told; and the weeks that were, with who collected the child.</summary>
internal static class GetOwnDays
{
    private const int DaysAhead = 28;
    private const int DaysBack = 28;

    [RequiresPermission(AttendancePermissions.ReportOwnAbsence)]
    public sealed record Query(string ChildNumber) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.ChildNumber).NotEmpty();
    }

    /// <param name="Absence">Why the child does not come; null when it is expected.</param>
    /// <param name="WasInTime">Whether the absence was told in time.</param>
    public sealed record Day(LocalDate Date, LocalTime From, LocalTime To, string GroupName, AbsenceReason? Absence, bool WasInTime);

    /// <param name="FirstInTime">The first day that can still be told of in time.</param>
    /// <param name="Until">Until when that day can be told of in time.</param>
    public sealed record Deadline(AbsenceReason Reason, int DaysBefore, LocalTime At, LocalDate FirstInTime, LocalDateTime Until);

    /// <param name="Later">Absences after the days shown.</param>
    /// <param name="Past">When the child was there, today and in the weeks before, the latest first.</param>
    /// <param name="TellsWho">True when it is registered who collects, and this guardian decides about the child: then a departure without a name is one of which nobody told.</param>
    public sealed record Response(
        string Number, string CallName, LocalDate Today, IReadOnlyList<Day> Days, IReadOnlyList<Later> Later, IReadOnlyList<Deadline> Deadlines, IReadOnlyList<Stay> Past, bool TellsWho);

    /// <param name="To">Departure, local; null while there is none.</param>
    /// <param name="CollectedBy">The name of who collected the child; null when nobody told, or it is not told to this guardian.</param>
    public sealed record Stay(LocalDate Date, LocalTime From, LocalTime? To, string GroupName, string? CollectedBy);

    public sealed record Later(LocalDate From, LocalDate To, AbsenceReason Reason);

    public sealed class Handler(AttendanceDbContext db, IOwnChildren own, IDayPlanLookup plans, AbsenceRegister register, CollectorRegister collectors, ILocationDirectory locations, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await own.FindAsync(request.ChildNumber, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, "ChildNumber");
            var (now, today) = (clock.GetCurrentInstant(), clock.GetCurrentDate());
            var last = today.PlusDays(DaysAhead - 1);
            var planned = await plans.GetAsync([.. child.Groups.Select(g => g.LocationCode).Distinct()], today, last, cancellationToken);
            var absences = await db.Absences.AsNoTracking().Where(a => a.ChildId == child.Id && a.ToDate >= today).OrderBy(a => a.FromDate).ToListAsync(cancellationToken);
            var rules = await register.RulesAsync(cancellationToken);
            var tellsWho = child.HasAuthority && (await collectors.RuleAsync(cancellationToken)).Ask != CollectorAsk.Never;
            return new Response(
                child.Number,
                child.CallName,
                today,
                [.. from day in planned
                    where !day.IsClosed
                    from part in day.Children
                    where part.ChildId == child.Id
                    orderby day.Date, part.StartsAt
                    let absence = absences.Find(a => a.Covers(day.Date))
                    select new Day(
                        day.Date,
                        part.StartsAt,
                        part.EndsAt,
                        child.Groups.FirstOrDefault(g => g.GroupCode == part.GroupCode)?.GroupName ?? part.GroupCode,
                        absence?.Reason,
                        absence?.ReportedAt is not { } told || rules[absence.Reason].IsInTime(day.Date, told, clock.Zone))],
                [.. absences.Where(a => a.ToDate > last).Select(a => new Later(a.FromDate, a.ToDate, a.Reason))],
                [.. rules.Values.Select(r => new Deadline(r.Reason, r.DaysBefore, r.At, r.FirstInTime(now, clock.Zone), r.DeadlineOf(r.FirstInTime(now, clock.Zone), clock.Zone).InZone(clock.Zone).LocalDateTime))],
                await PastAsync(child.Id, today, tellsWho, cancellationToken),
                tellsWho);
        }

        private async Task<IReadOnlyList<Stay>> PastAsync(Guid childId, LocalDate today, bool tellsWho, CancellationToken cancellationToken)
        {
            var first = today.PlusDays(-DaysBack);
            var presences = await db.ChildPresences.AsNoTracking().Where(p => p.ChildId == childId && p.Date >= first && p.Date <= today).ToListAsync(cancellationToken);
            var departures = tellsWho
                ? (await db.ChildTaps.AsNoTracking().Where(t => t.ChildId == childId && t.Date >= first && t.Kind == TapKind.Out && t.WithdrawnAt == null && t.CollectedBy != null).OrderBy(t => t.Number)
                    .ToListAsync(cancellationToken)).ToLookup(t => (t.Date, t.GroupCode))
                : null;
            var groups = (await locations.ListAsync(cancellationToken)).SelectMany(l => l.Groups).ToDictionary(g => g.Code, g => g.Name);
            return [.. from presence in presences
                orderby presence.ArrivedAt descending
                select new Stay(
                    presence.Date,
                    presence.ArrivedAt.TimeIn(clock.Zone),
                    presence.DepartedAt?.TimeIn(clock.Zone),
                    groups.GetValueOrDefault(presence.GroupCode, presence.GroupCode),
                    // A time that was corrected by hand is another one than was tapped.
                    departures?[(presence.Date, presence.GroupCode)].LastOrDefault(t => t.At == presence.DepartedAt || presence.IsCorrected)?.CollectedBy)];
        }
    }
}

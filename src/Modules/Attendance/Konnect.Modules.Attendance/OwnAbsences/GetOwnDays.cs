using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.OwnAbsences;

/// <summary>The days on which an own child is expected in the weeks to come, what was reported of them, and until when that can be told.</summary>
internal static class GetOwnDays
{
    private const int DaysAhead = 28;

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
    public sealed record Response(string Number, string CallName, LocalDate Today, IReadOnlyList<Day> Days, IReadOnlyList<Later> Later, IReadOnlyList<Deadline> Deadlines);

    public sealed record Later(LocalDate From, LocalDate To, AbsenceReason Reason);

    public sealed class Handler(AttendanceDbContext db, IOwnChildren own, IDayPlanLookup plans, AbsenceRegister register, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
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
                [.. rules.Values.Select(r => new Deadline(r.Reason, r.DaysBefore, r.At, r.FirstInTime(now, clock.Zone), r.DeadlineOf(r.FirstInTime(now, clock.Zone), clock.Zone).InZone(clock.Zone).LocalDateTime))]);
        }
    }
}

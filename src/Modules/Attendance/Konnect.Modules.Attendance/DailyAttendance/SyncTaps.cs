using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Contracts;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>
/// Taps that a device kept while it had no connection. Each is taken or refused by itself, and what is taken holds as if it had arrived when it was tapped; a
/// tap sent twice is one. The device forgets those that are answered.
/// </summary>
internal static class SyncTaps
{
    /// <summary>The most taps of one request.</summary>
    public const int Most = 200;

    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Command : IRequest<Result<Response>>
    {
        /// <summary>The device's clock when it sends.</summary>
        public Instant SentAt { get; init; }

        public IReadOnlyList<SentTap> Taps { get; init; } = [];
    }

    /// <summary>A tap as a device keeps it.</summary>
    /// <param name="Id">Made by the device.</param>
    /// <param name="Kind"><c>in</c>, <c>out</c>, <c>sick</c>, <c>holiday</c>, <c>other</c> or <c>back</c> of a child; <c>staff-in</c>, <c>staff-out</c> or <c>staff-break</c>.</param>
    /// <param name="GroupCode">The group it was tapped on.</param>
    /// <param name="PersonId">The child or the member of staff.</param>
    /// <param name="At">The time by the device's clock.</param>
    /// <param name="AheadSeconds">How far that clock was ahead of ours when the device last heard of us before; null when it never did.</param>
    /// <param name="Collector">Who takes the child home; null when nobody told.</param>
    public sealed record SentTap(Guid Id, string Kind, string GroupCode, Guid PersonId, Instant At, int? AheadSeconds, CollectorChoice? Collector = null);

    /// <param name="Answers">One for each tap, in the order sent.</param>
    public sealed record Response(IReadOnlyList<Answer> Answers);

    /// <param name="Id">The tap.</param>
    /// <param name="Refusal">Why it is not taken, or who takes the child home is not; null when all of it is.</param>
    public sealed record Answer(Guid Id, Error? Refusal);

    public sealed class Validator : AbstractValidator<Command>
    {
        private static readonly string[] Kinds = ["in", "out", "sick", "holiday", "other", "back", "staff-in", "staff-out", "staff-break"];

        public Validator()
        {
            RuleFor(c => c.Taps).NotEmpty().Must(taps => taps.Count <= Most).WithErrorCode("attendance.too-many-taps");
            RuleForEach(c => c.Taps).ChildRules(tap =>
            {
                tap.RuleFor(t => t.Id).NotEmpty();
                tap.RuleFor(t => t.Kind).Must(Kinds.Contains).WithErrorCode("input.invalid");
                tap.RuleFor(t => t.GroupCode).NotEmpty();
                tap.RuleFor(t => t.PersonId).NotEmpty();
            });
        }
    }

    public sealed class Handler(AttendanceDbContext db, TapRegister register, AbsenceRegister absenceRegister, CollectorRegister collectors, GroupAccess access, IStaffDirectory staff, ICurrentUser user, ZonedClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            var received = request.Taps.Select(t => new Received(t, TapMoment.Of(t.At, t.AheadSeconds, request.SentAt, now))).DistinctBy(t => t.Sent.Id).OrderBy(t => t.Moment.At).ToList();
            // Also when its time is another now, as that of a device whose clock was set in between: it is the tap that was taken.
            var known = await register.ListKnownAsync([.. request.Taps.Select(t => t.Id)], cancellationToken);
            received.RemoveAll(t => known.Contains(t.Sent.Id));
            foreach (var tap in received.Where(t => t.DateIn(clock.Zone) < clock.GetCurrentDate().PlusDays(-TapMoment.MostDaysLate)))
                tap.Refusal = Error.Conflict("attendance.tap-too-old", nameof(SentTap.At));
            foreach (var group in received.Where(t => t.Refusal is null).GroupBy(t => (Group: t.Sent.GroupCode, Date: t.DateIn(clock.Zone))).ToList())
            {
                var location = await access.FindAsync(group.Key.Group, cancellationToken);
                if (!location.IsSuccess)
                {
                    foreach (var tap in group)
                        tap.Refusal = location.Errors[0];
                    continue;
                }

                var placed = await access.ListPlacedAsync(location.Value, [.. group.Where(t => !t.IsStaff).Select(t => t.Sent.PersonId).Distinct()], group.Key.Date, cancellationToken);
                foreach (var tap in group)
                {
                    tap.LocationCode = location.Value.Code;
                    if (tap.IsStaff ? !user.Has(AttendancePermissions.CheckInStaff) : !placed.Contains(tap.Sent.PersonId))
                        tap.Refusal = tap.IsStaff ? Error.Forbidden("attendance.needs-pin") : Error.NotFound("attendance.child-unknown", nameof(SentTap.PersonId));
                }
            }

            foreach (var date in received.Where(t => t.Refusal is null).GroupBy(t => t.DateIn(clock.Zone)).ToList())
            {
                await TakeChildrenAsync(date.Key, [.. date.Where(t => !t.IsStaff)], cancellationToken);
                await TakeStaffAsync(date.Key, [.. date.Where(t => t.IsStaff)], cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
            var refusals = received.ToDictionary(t => t.Sent.Id, t => t.Refusal);
            return new Response([.. request.Taps.Select(t => new Answer(t.Id, refusals.GetValueOrDefault(t.Id)))]);
        }

        private async Task TakeChildrenAsync(LocalDate date, List<Received> taps, CancellationToken cancellationToken)
        {
            var children = taps.Select(t => t.Sent.PersonId).Distinct().ToList();
            var days = await register.ChildrenAsync(date, children, cancellationToken);
            var absences = await db.Absences.Where(a => children.Contains(a.ChildId) && a.FromDate <= date && a.ToDate >= date).ToListAsync(cancellationToken);
            foreach (var (childId, day) in days)
            {
                var own = taps.Where(t => t.Sent.PersonId == childId).ToList();
                foreach (var tap in own.Where(t => t.Sent.Kind is "in" or "out"))
                {
                    var taken = register.ChildTap(tap.Sent.Id, childId, tap.Sent.Kind == "in" ? TapKind.In : TapKind.Out, tap.LocationCode, tap.Sent.GroupCode, tap.Moment);
                    if (tap.Sent is { Kind: "out", Collector: { } choice })
                        tap.Refusal = await NameAsync(taken, choice, date, cancellationToken);
                    day.Add(taken);
                }

                register.Follow(day, PresenceCorrection.LateTap);
                foreach (var tap in own.Where(t => t.Sent.Kind is not ("in" or "out")))
                    tap.Refusal = TakeAbsence(tap, date, day, absences);
            }
        }

        /// <summary>Tells who takes the child home. Who may not is refused, and the child has left all the same: it is told afterwards.</summary>
        private async Task<Error?> NameAsync(ChildTap tap, CollectorChoice choice, LocalDate date, CancellationToken cancellationToken)
        {
            if ((await collectors.RuleAsync(cancellationToken)).Ask == CollectorAsk.Never)
                return null;
            if ((await new CollectorChoiceValidator().ValidateAsync(choice, cancellationToken)).Errors is [{ } wrong, ..])
                return Error.Invalid(wrong.ErrorCode, wrong.PropertyName);
            // A code is told to the server at once or not at all: nobody can try codes where nobody hears that they are wrong.
            var collected = await collectors.FindAsync(tap.ChildId, choice with { Code = "" }, date, tap.Id, cancellationToken);
            if (!collected.IsSuccess)
                return collected.Errors[0];
            tap.Collected = collected.Value;
            return null;
        }

        /// <summary>What was told last holds, and a child that is there is not absent.</summary>
        private Error? TakeAbsence(Received tap, LocalDate date, PersonDay<ChildPresence, ChildTap> day, List<Absence> absences)
        {
            var (childId, at) = (tap.Sent.PersonId, tap.Moment.At);
            if (day.Standing.Any(p => p.ArrivedAt <= at && (p.DepartedAt is null || p.DepartedAt > at)))
                return Error.Conflict("attendance.present-now", nameof(SentTap.PersonId));
            var known = absences.Find(a => a.ChildId == childId);
            if (known?.ReportedAt > at)
                return null;
            if (tap.Sent.Kind == "back")
            {
                if (known is null)
                    return null;
                absences.Remove(known);
                absenceRegister.Withdraw(known, date, [tap.LocationCode]);
                return null;
            }

            var reason = Enum.Parse<AbsenceReason>(tap.Sent.Kind, ignoreCase: true);
            if (known is null)
            {
                absences.Add(known = new Absence { ChildId = childId, FromDate = date, ToDate = date, Reason = reason });
                db.Absences.Add(known);
            }

            (known.Reason, known.ReportedAt) = (reason, at);
            db.Publish(new AbsenceReported(tap.LocationCode, childId, date, known.ToDate));
            return null;
        }

        private async Task TakeStaffAsync(LocalDate date, List<Received> taps, CancellationToken cancellationToken)
        {
            if (taps.Count == 0)
                return;
            var known = await staff.GetAsync([.. taps.Select(t => t.Sent.PersonId).Distinct()], cancellationToken);
            foreach (var stranger in taps.Where(t => !known.ContainsKey(t.Sent.PersonId)))
                stranger.Refusal = Error.NotFound("attendance.staff-unknown", nameof(SentTap.PersonId));
            foreach (var (staffId, day) in await register.StaffAsync(date, [.. taps.Where(t => t.Refusal is null).Select(t => t.Sent.PersonId).Distinct()], cancellationToken))
            {
                foreach (var tap in taps.Where(t => t.Sent.PersonId == staffId))
                    day.Add(register.StaffTap(tap.Sent.Id, staffId, tap.Sent.Kind == "staff-in" ? TapKind.In : TapKind.Out, tap.LocationCode, tap.Sent.GroupCode, tap.Moment, tap.Sent.Kind == "staff-break"));
                register.Follow(day, PresenceCorrection.LateTap);
            }
        }
    }

    private sealed class Received(SentTap sent, TapMoment moment)
    {
        public SentTap Sent { get; } = sent;

        public TapMoment Moment { get; } = moment;

        public bool IsStaff { get; } = sent.Kind.StartsWith("staff-", StringComparison.Ordinal);

        public string LocationCode { get; set; } = "";

        public Error? Refusal { get; set; }

        public LocalDate DateIn(DateTimeZone zone) => Moment.At.InZone(zone).Date;
    }
}

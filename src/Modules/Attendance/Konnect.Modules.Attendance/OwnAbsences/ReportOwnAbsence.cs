using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.OwnAbsences;

/// <summary>A guardian reports that an own child does not come: some days, or the same days of every week for a while. Too late is taken all the same, and said.</summary>
internal static class ReportOwnAbsence
{
    private const int MostDays = 366;
    private const int DaysInWeek = 7;

    [RequiresPermission(AttendancePermissions.ReportOwnAbsence)]
    public sealed record Command : IRequest<Result<Response>>
    {
        public string ChildNumber { get; init; } = "";

        public LocalDate From { get; init; }

        public LocalDate To { get; init; }

        /// <summary><c>sick</c>, <c>holiday</c> or <c>other</c>.</summary>
        public string Reason { get; init; } = "";

        /// <summary>Every week again until this day; null: once.</summary>
        public LocalDate? WeeklyUntil { get; init; }
    }

    /// <param name="Periods">How many times.</param>
    /// <param name="IsInTime">False when the first day can't be told of in time any more.</param>
    public sealed record Response(int Periods, bool IsInTime);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ChildNumber).NotEmpty();
            RuleFor(c => c.To).Must((c, to) => to >= c.From && Period.DaysBetween(c.From, to) < MostDays).WithErrorCode("input.period");
            RuleFor(c => c.Reason).IsEnumName(typeof(AbsenceReason), caseSensitive: false).WithErrorCode("input.invalid");
            RuleFor(c => c.WeeklyUntil).Must((c, until) => until is null || (until > c.To && Period.DaysBetween(c.From, until.Value) < MostDays)).WithErrorCode("input.period");
            RuleFor(c => c.WeeklyUntil).Must((c, until) => until is null || Period.DaysBetween(c.From, c.To) < DaysInWeek).WithErrorCode("attendance.weekly-too-long");
        }
    }

    public sealed class Handler(AttendanceDbContext db, IOwnChildren own, IChildGroups placements, AbsenceRegister register, ZonedClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await own.FindAsync(request.ChildNumber, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, "ChildNumber");
            var (now, today) = (clock.GetCurrentInstant(), clock.GetCurrentDate());
            if (request.From < today)
                return Error.Conflict("attendance.absence-past", "From");
            if (request.From == today && await register.IsAnyPresentAsync([child.Id], cancellationToken))
                return Error.Conflict("attendance.present-now-own", "From");

            var periods = new List<(LocalDate From, LocalDate To)> { (request.From, request.To) };
            while (request.WeeklyUntil is { } until && periods[^1].From.PlusDays(DaysInWeek) is var next && next <= until)
                periods.Add((next, LocalDate.Min(periods[^1].To.PlusDays(DaysInWeek), until)));
            var last = periods[^1].To;
            IReadOnlyList<string> places = [.. (await placements.ListOfAsync([child.Id], cancellationToken)).Where(g => g.From <= last && (g.To is null || g.To >= request.From)).Select(g => g.LocationCode).Distinct()];
            if (places.Count == 0)
                return Error.Conflict("attendance.not-placed", "From");
            var reason = Enum.Parse<AbsenceReason>(request.Reason, ignoreCase: true);
            await register.ReportAsync(new Dictionary<Guid, IReadOnlyList<string>> { [child.Id] = places }, periods, reason, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(periods.Count, (await register.RulesAsync(cancellationToken))[reason].IsInTime(request.From, now, clock.Zone));
        }
    }
}

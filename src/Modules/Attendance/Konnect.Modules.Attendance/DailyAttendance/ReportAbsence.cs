using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>Children will not come for some days. A report for the same first day replaces the earlier one.</summary>
internal static class ReportAbsence
{
    private const int MostDays = 366;

    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string GroupCode { get; init; } = "";

        public IReadOnlyList<Guid> ChildIds { get; init; } = [];

        public LocalDate From { get; init; }

        public LocalDate To { get; init; }

        /// <summary><c>sick</c>, <c>holiday</c> or <c>other</c>.</summary>
        public string Reason { get; init; } = "";
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.ChildIds).NotEmpty().WithErrorCode("attendance.nobody-chosen");
            RuleFor(c => c.To).Must((c, to) => to >= c.From && Period.DaysBetween(c.From, to) < MostDays).WithErrorCode("input.period");
            RuleFor(c => c.Reason).IsEnumName(typeof(AbsenceReason), caseSensitive: false).WithErrorCode("input.invalid");
        }
    }

    public sealed class Handler(AttendanceDbContext db, AbsenceRegister register, GroupAccess access, ZonedClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var today = clock.GetCurrentDate();
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Done>.Fail(location.Errors);
            var children = request.ChildIds.Distinct().ToList();
            var allowed = await access.CheckChildrenAsync(location.Value, children, LocalDate.Max(request.From, today), cancellationToken);
            if (!allowed.IsSuccess)
                return allowed;
            if (request.From <= today && request.To >= today && await register.IsAnyPresentAsync(children, cancellationToken))
                return Error.Conflict("attendance.present-now", "ChildIds");

            IReadOnlyList<string> places = [location.Value.Code];
            await register.ReportAsync(children.ToDictionary(c => c, _ => places), [(request.From, request.To)], Enum.Parse<AbsenceReason>(request.Reason, ignoreCase: true), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

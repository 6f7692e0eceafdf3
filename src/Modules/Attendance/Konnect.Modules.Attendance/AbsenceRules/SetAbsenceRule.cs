using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.AbsenceRules;

/// <summary>Sets until when absences for a reason are to be told. What was told before is judged by the rule of now.</summary>
internal static class SetAbsenceRule
{
    [RequiresPermission(AttendancePermissions.SetAbsenceRules)]
    public sealed record Command : IRequest<Result<Done>>
    {
        /// <summary><c>sick</c>, <c>holiday</c> or <c>other</c>.</summary>
        public string Reason { get; init; } = "";

        /// <summary>Days before the day of care.</summary>
        public int DaysBefore { get; init; }

        public LocalTime At { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason).IsEnumName(typeof(AbsenceReason), caseSensitive: false).WithErrorCode("input.invalid");
            RuleFor(c => c.DaysBefore).InclusiveBetween(0, AbsenceRule.MostDays).WithErrorCode("attendance.days-before");
        }
    }

    public sealed class Handler(AttendanceDbContext db) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var reason = Enum.Parse<AbsenceReason>(request.Reason, ignoreCase: true);
            if (await db.AbsenceRules.SingleOrDefaultAsync(r => r.Reason == reason, cancellationToken) is { } rule)
                (rule.DaysBefore, rule.At) = (request.DaysBefore, request.At);
            else
                db.AbsenceRules.Add(new AbsenceRule { Reason = reason, DaysBefore = request.DaysBefore, At = request.At });
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.OwnAbsences;

/// <summary>A guardian takes an absence back: the own child comes after all, from the given day on.</summary>
internal static class WithdrawOwnAbsence
{
    [RequiresPermission(AttendancePermissions.ReportOwnAbsence)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string ChildNumber { get; init; } = "";

        /// <summary>The first day on which the child comes.</summary>
        public LocalDate From { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.ChildNumber).NotEmpty();
    }

    public sealed class Handler(AttendanceDbContext db, IOwnChildren own, IChildGroups placements, AbsenceRegister register, ZonedClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await own.FindAsync(request.ChildNumber, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, "ChildNumber");
            if (request.From < clock.GetCurrentDate())
                return Error.Conflict("attendance.absence-past", "From");
            var places = (await placements.ListOfAsync([child.Id], cancellationToken)).Select(g => g.LocationCode).Distinct().ToList();
            await register.WithdrawAsync(child.Id, request.From, places, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

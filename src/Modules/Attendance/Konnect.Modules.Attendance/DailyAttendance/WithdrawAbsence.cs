using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>A child comes after all: the absence is taken back from the given day on; days before it stay absent.</summary>
internal static class WithdrawAbsence
{
    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string GroupCode { get; init; } = "";

        public Guid ChildId { get; init; }

        /// <summary>The first day on which the child comes.</summary>
        public LocalDate From { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.ChildId).NotEmpty();
        }
    }

    public sealed class Handler(AttendanceDbContext db, AbsenceRegister register, GroupAccess access) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Done>.Fail(location.Errors);
            var allowed = await access.CheckChildrenAsync(location.Value, [request.ChildId], request.From, cancellationToken);
            if (!allowed.IsSuccess)
                return allowed;
            await register.WithdrawAsync(request.ChildId, request.From, [location.Value.Code], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

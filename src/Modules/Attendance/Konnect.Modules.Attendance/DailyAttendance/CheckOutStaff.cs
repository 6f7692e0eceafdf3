using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>Somebody of the staff leaves a group, for the day or for a break. A second tap changes nothing.</summary>
internal static class CheckOutStaff
{
    [RequiresPermission(AttendancePermissions.CheckInStaff)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string GroupCode { get; init; } = "";

        public Guid StaffId { get; init; }

        /// <summary>True for who will be back.</summary>
        public bool IsBreak { get; init; }

        /// <summary>Local time today; null for now.</summary>
        public LocalTime? At { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.StaffId).NotEmpty().WithErrorCode("attendance.nobody-chosen");
        }
    }

    public sealed class Handler(AttendanceDbContext db, TapRegister register, GroupAccess access, ZonedClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentZonedDateTime();
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Done>.Fail(location.Errors);
            var at = TapMoment.Of(request.At, now);
            if (!at.IsSuccess)
                return Result<Done>.Fail(at.Errors);
            var day = (await register.StaffAsync(now.Date, [request.StaffId], cancellationToken))[request.StaffId];
            if (!day.Standing.Any(p => p.GroupCode == request.GroupCode))
                return Error.Conflict("attendance.staff-not-present", "StaffId");
            if (day.Open is not { } open || open.GroupCode != request.GroupCode)
                return Done.Ok;
            if (at.Value.At < open.ArrivedAt)
                return Error.Conflict("attendance.departure-before-arrival", "At");
            day.Add(register.StaffTap(Guid.CreateVersion7(), request.StaffId, TapKind.Out, location.Value.Code, request.GroupCode, at.Value, request.IsBreak));
            register.Follow(day);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

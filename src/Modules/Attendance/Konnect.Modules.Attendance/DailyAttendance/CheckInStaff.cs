using FluentValidation;
using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>Somebody of the staff comes to a group, for the day, after a break, or from another group.</summary>
internal static class CheckInStaff
{
    [RequiresPermission(AttendancePermissions.CheckInStaff)]
    public sealed record Command : IRequest<Result<Guid>>
    {
        /// <summary>Made by the page; the same request sent twice registers once.</summary>
        public Guid RequestId { get; init; }

        public string GroupCode { get; init; } = "";

        public Guid StaffId { get; init; }

        /// <summary>Local time today; null for now.</summary>
        public LocalTime? At { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequestId).NotEmpty();
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.StaffId).NotEmpty().WithErrorCode("attendance.nobody-chosen");
        }
    }

    public sealed class Handler(AttendanceDbContext db, TapRegister register, GroupAccess access, IStaffDirectory staff, ZonedClock clock) : IRequestHandler<Command, Result<Guid>>
    {
        public async Task<Result<Guid>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentZonedDateTime();
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Guid>.Fail(location.Errors);
            if ((await staff.GetAsync([request.StaffId], cancellationToken)).Count == 0)
                return Error.NotFound("attendance.staff-unknown", "StaffId");
            var at = TapMoment.Of(request.At, now);
            if (!at.IsSuccess)
                return Result<Guid>.Fail(at.Errors);

            var id = StableId.Of(request.RequestId, request.StaffId.ToString("N"));
            var day = (await register.StaffAsync(now.Date, [request.StaffId], cancellationToken))[request.StaffId];
            if (day.Knows(id) || day.Open?.GroupCode == request.GroupCode)
                return day.Open?.Id ?? id;
            if (day.Open?.ArrivedAt > at.Value.At)
                return Error.Conflict("attendance.departure-before-arrival", "At");
            if (day.Standing.Any(p => p.DepartedAt > at.Value.At))
                return Error.Conflict("attendance.overlaps", "At");
            day.Add(register.StaffTap(id, request.StaffId, TapKind.In, location.Value.Code, request.GroupCode, at.Value));
            register.Follow(day);
            await db.SaveChangesAsync(cancellationToken);
            return id;
        }
    }
}

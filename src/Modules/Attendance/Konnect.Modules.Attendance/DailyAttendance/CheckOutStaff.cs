using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Contracts;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
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

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, ZonedClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentZonedDateTime();
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Done>.Fail(location.Errors);
            var at = TapTime.Of(request.At, now);
            if (!at.IsSuccess)
                return Result<Done>.Fail(at.Errors);
            var today = await db.StaffPresences.Where(p => p.Date == now.Date && p.StaffId == request.StaffId && p.GroupCode == request.GroupCode).ToListAsync(cancellationToken);
            if (today.Count == 0)
                return Error.Conflict("attendance.staff-not-present", "StaffId");
            if (today.Find(p => p.IsOpen) is not { } open)
                return Done.Ok;
            if (open.Leave(at.Value, now.ToInstant()) is { } refused)
                return refused;
            db.Publish(new StaffPresenceChanged(location.Value.Code, request.StaffId, now.Date));
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

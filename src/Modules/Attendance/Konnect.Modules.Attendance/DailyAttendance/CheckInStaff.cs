using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Contracts;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
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

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, IStaffDirectory staff, ZonedClock clock) : IRequestHandler<Command, Result<Guid>>
    {
        public async Task<Result<Guid>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentZonedDateTime();
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Guid>.Fail(location.Errors);
            if ((await staff.ListAsync(cancellationToken)).All(s => s.Id != request.StaffId))
                return Error.NotFound("attendance.staff-unknown", "StaffId");
            var at = TapTime.Of(request.At, now);
            if (!at.IsSuccess)
                return Result<Guid>.Fail(at.Errors);

            var id = StableId.Of(request.RequestId, request.StaffId.ToString("N"));
            var today = await db.StaffPresences.IgnoreQueryFilters().Where(p => p.Date == now.Date && p.StaffId == request.StaffId).ToListAsync(cancellationToken);
            var open = today.Find(p => p.IsOpen);
            if (today.Exists(p => p.Id == id) || open?.GroupCode == request.GroupCode)
                return open?.Id ?? id;
            if (open is not null)
            {
                if (open.Leave(at.Value, now.ToInstant()) is { } refused)
                    return refused;
                if (open.LocationCode != location.Value.Code)
                    db.Publish(new StaffPresenceChanged(open.LocationCode, request.StaffId, now.Date));
            }

            if (today.Exists(p => p.WithdrawnAt is null && p.DepartedAt > at.Value))
                return Error.Conflict("attendance.overlaps", "At");
            db.StaffPresences.Add(new StaffPresence
            {
                Id = id,
                StaffId = request.StaffId,
                LocationCode = location.Value.Code,
                GroupCode = request.GroupCode,
                Date = now.Date,
                ArrivedAt = at.Value,
                ModifiedAt = now.ToInstant(),
            });
            db.Publish(new StaffPresenceChanged(location.Value.Code, request.StaffId, now.Date));
            await db.SaveChangesAsync(cancellationToken);
            return id;
        }
    }
}

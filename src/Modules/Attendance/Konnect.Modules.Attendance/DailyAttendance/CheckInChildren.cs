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

/// <summary>
/// Children arrive on a group; from now on it is responsible for them. Who is there already stays as it was; who is on another group
/// of the location moves: the time there ends where the time here begins.
/// </summary>
internal static class CheckInChildren
{
    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Command : IRequest<Result<Response>>
    {
        /// <summary>Made by the page; the same request sent twice registers once.</summary>
        public Guid RequestId { get; init; }

        public string GroupCode { get; init; } = "";

        public IReadOnlyList<Guid> ChildIds { get; init; } = [];

        /// <summary>Local time today; null for now.</summary>
        public LocalTime? At { get; init; }
    }

    /// <param name="PresenceIds">The presences on the group, one for each child.</param>
    public sealed record Response(IReadOnlyList<Guid> PresenceIds);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequestId).NotEmpty();
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.ChildIds).NotEmpty().WithErrorCode("attendance.nobody-chosen");
        }
    }

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, ZonedClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentZonedDateTime();
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Response>.Fail(location.Errors);
            var allowed = await access.CheckChildrenAsync(location.Value, request.ChildIds, now.Date, cancellationToken);
            if (!allowed.IsSuccess)
                return Result<Response>.Fail(allowed.Errors);
            var at = TapTime.Of(request.At, now);
            if (!at.IsSuccess)
                return Result<Response>.Fail(at.Errors);

            var children = request.ChildIds.Distinct().ToList();
            var today = await db.ChildPresences.IgnoreQueryFilters().Where(p => p.Date == now.Date && children.Contains(p.ChildId)).ToListAsync(cancellationToken);
            var ids = new List<Guid>();
            foreach (var childId in children)
            {
                var id = StableId.Of(request.RequestId, childId.ToString("N"));
                var open = today.Find(p => p.ChildId == childId && p.IsOpen);
                if (today.Exists(p => p.Id == id) || open?.GroupCode == request.GroupCode)
                {
                    ids.Add(open?.Id ?? id);
                    continue;
                }

                if (open?.Leave(at.Value, now.ToInstant()) is { } refused)
                    return refused;
                if (today.Exists(p => p.ChildId == childId && p.WithdrawnAt is null && p.DepartedAt > at.Value))
                    return Error.Conflict("attendance.overlaps", "At");
                db.ChildPresences.Add(new ChildPresence
                {
                    Id = id,
                    ChildId = childId,
                    LocationCode = location.Value.Code,
                    GroupCode = request.GroupCode,
                    Date = now.Date,
                    ArrivedAt = at.Value,
                    ModifiedAt = now.ToInstant(),
                });
                db.Publish(new ChildCheckedIn(location.Value.Code, request.GroupCode, childId, now.Date, at.Value));
                ids.Add(id);
            }

            await db.SaveChangesAsync(cancellationToken);
            return new Response(ids);
        }
    }
}

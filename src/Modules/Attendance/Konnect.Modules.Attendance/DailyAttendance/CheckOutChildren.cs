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

/// <summary>Children leave a group. Who has left already stays as registered; who never came is refused, and then nobody leaves.</summary>
internal static class CheckOutChildren
{
    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Command : IRequest<Result<Response>>
    {
        public string GroupCode { get; init; } = "";

        public IReadOnlyList<Guid> ChildIds { get; init; } = [];

        /// <summary>Local time today; null for now.</summary>
        public LocalTime? At { get; init; }
    }

    /// <param name="PresenceIds">The presences that ended.</param>
    public sealed record Response(IReadOnlyList<Guid> PresenceIds);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
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
            var at = TapTime.Of(request.At, now);
            if (!at.IsSuccess)
                return Result<Response>.Fail(at.Errors);

            var children = request.ChildIds.Distinct().ToList();
            var presences = await db.ChildPresences
                .Where(p => p.Date == now.Date && p.GroupCode == request.GroupCode && children.Contains(p.ChildId)).ToListAsync(cancellationToken);
            var ended = new List<Guid>();
            foreach (var childId in children)
            {
                var latest = presences.Where(p => p.ChildId == childId).OrderBy(p => p.DepartedAt is null).ThenBy(p => p.ArrivedAt).LastOrDefault();
                if (latest is null)
                    return Error.Conflict("attendance.not-present", "ChildIds");
                ended.Add(latest.Id);
                if (!latest.IsOpen)
                    continue;
                if (latest.Leave(at.Value, now.ToInstant()) is { } refused)
                    return refused;
                db.Publish(new ChildCheckedOut(location.Value.Code, request.GroupCode, childId, now.Date, at.Value));
            }

            await db.SaveChangesAsync(cancellationToken);
            return new Response(ended);
        }
    }
}

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
/// Takes back what was tapped a moment ago: who had left is there again, who had just come is expected again, who had moved is back on the
/// former group. Later than some minutes it is a correction and asks for a reason.
/// </summary>
internal static class UndoTaps
{
    private static readonly Duration Window = Duration.FromMinutes(5);

    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string GroupCode { get; init; } = "";

        public IReadOnlyList<Guid> PresenceIds { get; init; } = [];
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.PresenceIds).NotEmpty();
        }
    }

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, ICurrentUser user, ZonedClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var (now, today) = (clock.GetCurrentInstant(), clock.GetCurrentDate());
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Done>.Fail(location.Errors);
            var presences = await db.ChildPresences.Where(p => p.Date == today && p.GroupCode == request.GroupCode && request.PresenceIds.Contains(p.Id)).ToListAsync(cancellationToken);
            var children = presences.ConvertAll(p => p.ChildId);
            var others = await db.ChildPresences.Where(p => p.Date == today && p.GroupCode != request.GroupCode && children.Contains(p.ChildId) && p.DepartedAt != null).ToListAsync(cancellationToken);
            foreach (var presence in presences)
            {
                if (now - presence.ModifiedAt > Window)
                    return Error.Conflict("attendance.undo-too-late");
                if (presence.DepartedAt is not null)
                {
                    presence.Return(user.Name, now);
                }
                else if (others.Find(p => p.ChildId == presence.ChildId && p.DepartedAt == presence.ArrivedAt) is { } former)
                {
                    presence.MoveBack(former, user.Name, now);
                }
                else
                {
                    presence.Withdraw(user.Name, now, "", isUndo: true);
                }

                db.Publish(new PresenceCorrected(location.Value.Code, presence.Id, today));
            }

            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

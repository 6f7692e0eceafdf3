using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
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

        public IReadOnlyList<Guid> TapIds { get; init; } = [];
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.TapIds).NotEmpty();
        }
    }

    public sealed class Handler(AttendanceDbContext db, TapRegister register, GroupAccess access, ZonedClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var (now, today) = (clock.GetCurrentInstant(), clock.GetCurrentDate());
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Done>.Fail(location.Errors);
            var children = await db.ChildTaps.Where(t => t.Date == today && t.GroupCode == request.GroupCode && request.TapIds.Contains(t.Id)).Select(t => t.ChildId).Distinct().ToListAsync(cancellationToken);
            foreach (var day in (await register.ChildrenAsync(today, children, cancellationToken)).Values)
            {
                foreach (var tap in day.Taps.Where(t => request.TapIds.Contains(t.Id)))
                {
                    if (now - tap.RegisteredAt > Window || !day.Unsettled.Contains(tap))
                        return Error.Conflict("attendance.undo-too-late");
                    tap.WithdrawnAt ??= now;
                }

                register.Follow(day);
            }

            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

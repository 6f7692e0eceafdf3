using FluentValidation;
using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
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

    /// <param name="TapIds">The taps by which they are there, one for each child: the keys of their presences.</param>
    public sealed record Response(IReadOnlyList<Guid> TapIds);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequestId).NotEmpty();
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.ChildIds).NotEmpty().WithErrorCode("attendance.nobody-chosen");
        }
    }

    public sealed class Handler(AttendanceDbContext db, TapRegister register, GroupAccess access, ZonedClock clock) : IRequestHandler<Command, Result<Response>>
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
            var at = TapMoment.Of(request.At, now);
            if (!at.IsSuccess)
                return Result<Response>.Fail(at.Errors);

            var days = await register.ChildrenAsync(now.Date, request.ChildIds, cancellationToken);
            var ids = new List<Guid>();
            foreach (var (childId, day) in days)
            {
                var id = StableId.Of(request.RequestId, childId.ToString("N"));
                if (day.Knows(id) || day.Open?.GroupCode == request.GroupCode)
                {
                    ids.Add(day.Open?.Id ?? id);
                    continue;
                }

                if (day.Open?.ArrivedAt > at.Value.At)
                    return Error.Conflict("attendance.departure-before-arrival", "At");
                if (day.Standing.Any(p => p.DepartedAt > at.Value.At))
                    return Error.Conflict("attendance.overlaps", "At");
                day.Add(register.ChildTap(id, childId, TapKind.In, location.Value.Code, request.GroupCode, at.Value));
                register.Follow(day);
                ids.Add(id);
            }

            await db.SaveChangesAsync(cancellationToken);
            return new Response(ids);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>
/// Children leave a group. Who has left already stays as registered; who never came is refused, and then nobody leaves. Of one child it can be told who takes it home;
/// whether it must be, the organisation says. Who may collect once is let go with the right code only, whatever the organisation says about keeping it.
/// </summary>
internal static class CheckOutChildren
{
    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Command : IRequest<Result<Response>>
    {
        /// <summary>Made by the page; the same request sent twice is one try at a code.</summary>
        public Guid RequestId { get; init; }

        public string GroupCode { get; init; } = "";

        public IReadOnlyList<Guid> ChildIds { get; init; } = [];

        /// <summary>Local time today; null for now.</summary>
        public LocalTime? At { get; init; }

        /// <summary>Who takes the child home, of one child; null when nobody told.</summary>
        public CollectorChoice? Collector { get; init; }
    }

    /// <param name="TapIds">The taps by which they have left.</param>
    public sealed record Response(IReadOnlyList<Guid> TapIds);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.ChildIds).NotEmpty().WithErrorCode("attendance.nobody-chosen");
            RuleFor(c => c.ChildIds).Must(ids => ids.Count == 1).When(c => c.Collector is not null).WithErrorCode("attendance.collector-one-child");
            RuleFor(c => c.Collector!).SetValidator(new CollectorChoiceValidator()).When(c => c.Collector is not null);
        }
    }

    public sealed class Handler(AttendanceDbContext db, TapRegister register, CollectorRegister collectors, GroupAccess access, ZonedClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken) =>
            collectors.TogetherAsync(request.ChildIds[0], request.Collector, () => LeaveAsync(request, cancellationToken), cancellationToken);

        private async Task<Result<Response>> LeaveAsync(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentZonedDateTime();
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Response>.Fail(location.Errors);
            var at = TapMoment.Of(request.At, now);
            if (!at.IsSuccess)
                return Result<Response>.Fail(at.Errors);

            var (ask, ids) = ((await collectors.RuleAsync(cancellationToken)).Ask, new List<Guid>());
            foreach (var (childId, day) in await register.ChildrenAsync(now.Date, request.ChildIds, cancellationToken))
            {
                if (day.Standing.Where(p => p.GroupCode == request.GroupCode).OrderBy(p => p.DepartedAt is null).ThenBy(p => p.ArrivedAt).LastOrDefault() is not { } latest)
                    return Error.Conflict("attendance.not-present", "ChildIds");
                if (!latest.IsOpen)
                {
                    ids.AddRange(day.Taps.Where(t => t.Kind == TapKind.Out && t.At == latest.DepartedAt).Select(t => t.Id));
                    continue;
                }

                if (at.Value.At < latest.ArrivedAt)
                    return Error.Conflict("attendance.departure-before-arrival", "At");
                var tap = register.ChildTap(Guid.CreateVersion7(), childId, TapKind.Out, location.Value.Code, request.GroupCode, at.Value);
                if (request.Collector is { } choice && (ask != CollectorAsk.Never || choice.Id is not null))
                {
                    // The last thing that can be refused: a code is used up by a departure only.
                    var collected = await collectors.FindAsync(childId, choice, now.Date, request.RequestId, cancellationToken);
                    if (!collected.IsSuccess)
                        return Result<Response>.Fail(collected.Errors);
                    if (ask != CollectorAsk.Never)
                        tap.Collected = collected.Value;
                }
                else if (ask == CollectorAsk.Always && request.ChildIds.Count == 1)
                {
                    return Error.Conflict("attendance.collector-asked", nameof(CollectorChoice.Id));
                }

                day.Add(tap);
                register.Follow(day);
                ids.Add(tap.Id);
            }

            await db.SaveChangesAsync(cancellationToken);
            return new Response(ids);
        }
    }
}

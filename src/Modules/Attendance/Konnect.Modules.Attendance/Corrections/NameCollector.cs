using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.Corrections;

/// <summary>Tells afterwards who took a child home. It is told once: what was told stands.</summary>
internal static class NameCollector
{
    [RequiresPermission(AttendancePermissions.Correct)]
    public sealed record Command : IRequest<Result<Done>>
    {
        /// <summary>Made by the page; the same request sent twice is one try at a code.</summary>
        public Guid RequestId { get; init; }

        /// <summary>The child's presence.</summary>
        public Guid PresenceId { get; init; }

        public CollectorChoice? Collector { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.PresenceId).NotEmpty();
            RuleFor(c => c.Collector).NotNull().WithErrorCode("attendance.collector-asked");
            RuleFor(c => c.Collector!).SetValidator(new CollectorChoiceValidator()).When(c => c.Collector is not null);
        }
    }

    public sealed class Handler(AttendanceDbContext db, LocationDays days, GroupAccess access, CollectorRegister collectors) : IRequestHandler<Command, Result<Done>>
    {
        public Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken) =>
            collectors.TogetherAsync(request.PresenceId, request.Collector, () => NameAsync(request, cancellationToken), cancellationToken);

        private async Task<Result<Done>> NameAsync(Command request, CancellationToken cancellationToken)
        {
            var presence = await db.ChildPresences.SingleOrDefaultAsync(p => p.Id == request.PresenceId, cancellationToken);
            var location = presence is null ? null : (await days.LocationsAsync(cancellationToken)).FirstOrDefault(l => l.Code == presence.LocationCode);
            if (presence is null || location is null || !access.GroupsOf(location).Any(g => g.Code == presence.GroupCode))
                return Error.NotFound("attendance.presence-unknown");
            var tap = await db.ChildTaps.Where(t => t.ChildId == presence.ChildId && t.Date == presence.Date && t.Kind == TapKind.Out && t.WithdrawnAt == null && t.GroupCode == presence.GroupCode && t.At == presence.DepartedAt)
                .OrderBy(t => t.Number).FirstOrDefaultAsync(cancellationToken);
            if (tap is null)
                return Error.Conflict("attendance.no-departure");
            if (tap.Collected is not null)
                return Error.Conflict("attendance.collector-known");
            var collected = await collectors.FindAsync(presence.ChildId, request.Collector!, presence.Date, request.RequestId, cancellationToken);
            if (!collected.IsSuccess)
                return Result<Done>.Fail(collected.Errors);
            tap.Collected = collected.Value;
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

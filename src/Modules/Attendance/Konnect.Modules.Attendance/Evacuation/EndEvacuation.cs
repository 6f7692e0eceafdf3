using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>It is over. From now on the report stands as it is.</summary>
internal static class EndEvacuation
{
    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public Guid EvacuationId { get; init; }

        /// <summary>What went well, and what must be otherwise.</summary>
        public string Remark { get; init; } = "";
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Remark).MaximumLength(2000);
    }

    public sealed class Handler(AttendanceDbContext db, EvacuationRegister register, ICurrentUser user, ZonedClock clock, LiveChanges live) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var found = await register.FindOpenAsync(request.EvacuationId, cancellationToken);
            if (!found.IsSuccess)
                return Result<Done>.Fail(found.Errors);
            var ended = found.Value;
            (ended.EndedAt, ended.EndedBy, ended.Remark) = (clock.GetCurrentInstant(), user.Name, request.Remark.Trim());
            await db.SaveChangesAsync(cancellationToken);
            live.Notify(LiveTopics.Location(ended.LocationCode));
            live.Notify(LiveTopics.Evacuation(ended.Id));
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Evacuations;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>Somebody is at the meeting point, or is not after all. Of two devices that tick the same person the first holds, and the second hears no refusal.</summary>
internal static class TickPerson
{
    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Command : IRequest<Result<Done>>
    {
        /// <summary>Made by the page; the same request sent twice is one tick.</summary>
        public Guid RequestId { get; init; }

        public Guid EvacuationId { get; init; }

        /// <summary>The person's place on the list.</summary>
        public Guid EntryId { get; init; }

        public bool IsUndo { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequestId).NotEmpty();
            RuleFor(c => c.EntryId).NotEmpty();
        }
    }

    public sealed class Handler(AttendanceDbContext db, EvacuationRegister register, ICurrentUser user, ZonedClock clock, LiveChanges live) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var found = await register.FindOpenAsync(request.EvacuationId, cancellationToken);
            if (!found.IsSuccess)
                return Result<Done>.Fail(found.Errors);
            if (!await db.EvacuationPersons.AnyAsync(p => p.EvacuationId == request.EvacuationId && p.Id == request.EntryId, cancellationToken))
                return Error.NotFound("attendance.person-not-on-list", "EntryId");
            // By person too: a form that is sent again from the browser's history is another tick.
            var id = StableId.Of(request.RequestId, $"{request.EntryId:N}/{request.IsUndo}");
            if (await db.EvacuationTicks.AnyAsync(t => t.Id == id, cancellationToken))
                return Done.Ok;
            db.EvacuationTicks.Add(new EvacuationTick
            {
                Id = id,
                EvacuationId = request.EvacuationId,
                PersonId = request.EntryId,
                At = clock.GetCurrentInstant(),
                By = user.Name,
                IsUndo = request.IsUndo,
            });
            await db.SaveChangesAsync(cancellationToken);
            live.Notify(LiveTopics.Evacuation(request.EvacuationId));
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Sleep;

/// <summary>Children fall asleep, are looked at, or wake. What is so already stays: a second tap changes nothing.</summary>
internal static class ChangeSleep
{
    // Two who look at once looked once.
    private static readonly Duration SameLook = Duration.FromMinutes(1);

    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string GroupCode { get; init; } = "";

        public IReadOnlyList<Guid> ChildIds { get; init; } = [];

        /// <summary><c>asleep</c>, <c>looked</c> or <c>awake</c>.</summary>
        public string What { get; init; } = "";
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.ChildIds).NotEmpty().WithErrorCode("attendance.nobody-chosen");
            RuleFor(c => c.What).Must(w => w is "asleep" or "looked" or "awake").WithErrorCode("input.invalid");
        }
    }

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, ICurrentUser user, ZonedClock clock, LiveChanges live) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Done>.Fail(found.Errors);
            var (now, today, children) = (clock.GetCurrentInstant(), clock.GetCurrentDate(), request.ChildIds.Distinct().ToList());
            var present = await db.ChildPresences.Where(p => p.Date == today && p.GroupCode == request.GroupCode && p.DepartedAt == null && children.Contains(p.ChildId)).Select(p => p.ChildId).ToListAsync(cancellationToken);
            if (children.Exists(id => !present.Contains(id)))
                return Error.Conflict("attendance.not-present", "ChildIds");

            var naps = (await db.Naps.Include(n => n.Checks).Where(n => children.Contains(n.ChildId) && n.Date == today && n.To == null).ToListAsync(cancellationToken)).ToDictionary(n => n.ChildId);
            foreach (var id in children)
            {
                switch (request.What, naps.GetValueOrDefault(id))
                {
                    case ("asleep", null):
                        db.Naps.Add(new Nap { Id = Guid.CreateVersion7(), ChildId = id, LocationCode = found.Value.Code, GroupCode = request.GroupCode, Date = today, From = now });
                        break;
                    case ("awake", { } nap):
                        nap.To = now;
                        break;
                    case ("looked", { } nap) when !nap.Checks.Exists(c => c.At > now - SameLook):
                        db.Add(new NapCheck { Id = Guid.CreateVersion7(), NapId = nap.Id, At = now, By = user.Name });
                        break;
                    default:
                        break;
                }
            }

            await db.SaveChangesAsync(cancellationToken);
            live.Notify(LiveTopics.Location(found.Value.Code));
            return Done.Ok;
        }
    }
}

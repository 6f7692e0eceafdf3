using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Contracts;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Corrections;

/// <summary>Corrects group and times of a presence afterwards, with the reason; or takes it back. The old value, who and when are kept.</summary>
internal static class CorrectPresence
{
    [RequiresPermission(AttendancePermissions.Correct)]
    public sealed record Command : IRequest<Result<LocalDate>>
    {
        public Guid Id { get; init; }

        public bool IsStaff { get; init; }

        public string GroupCode { get; init; } = "";

        /// <summary>Arrival, local time of the day of the presence.</summary>
        public LocalTime? ArrivedAt { get; init; }

        /// <summary>Departure, local time of the day of the presence; null: still there, or not registered.</summary>
        public LocalTime? DepartedAt { get; init; }

        /// <summary>True to take the presence back: it should not have been registered.</summary>
        public bool Withdraw { get; init; }

        public string Reason { get; init; } = "";
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Id).NotEmpty();
            RuleFor(c => c.GroupCode).NotEmpty().Unless(c => c.Withdraw);
            RuleFor(c => c.ArrivedAt).NotNull().Unless(c => c.Withdraw);
            RuleFor(c => c.Reason).NotEmpty().WithErrorCode("attendance.reason-required").MaximumLength(500);
        }
    }

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, ICurrentUser user, ZonedClock clock) : IRequestHandler<Command, Result<LocalDate>>
    {
        public async Task<Result<LocalDate>> Handle(Command request, CancellationToken cancellationToken)
        {
            Presence? presence = request.IsStaff
                ? await db.StaffPresences.SingleOrDefaultAsync(p => p.Id == request.Id, cancellationToken)
                : await db.ChildPresences.SingleOrDefaultAsync(p => p.Id == request.Id, cancellationToken);
            if (presence is null || !(await access.FindAsync(presence.GroupCode, cancellationToken)).IsSuccess)
                return Error.NotFound("attendance.presence-unknown");

            var now = clock.GetCurrentInstant();
            var oldLocation = presence.LocationCode;
            if (request.Withdraw)
            {
                presence.Withdraw(user.Name, now, request.Reason, isUndo: false);
            }
            else
            {
                var location = await access.FindAsync(request.GroupCode, cancellationToken);
                if (!location.IsSuccess)
                    return Result<LocalDate>.Fail(location.Errors);
                var (from, to) = (clock.Zone.At(presence.Date, request.ArrivedAt!.Value), request.DepartedAt is { } departed ? clock.Zone.At(presence.Date, departed) : (Instant?)null);
                if (await OthersAsync(presence, cancellationToken) is var others && others.Exists(o => o.From < (to ?? Instant.MaxValue) && from < (o.To ?? Instant.MaxValue)))
                    return Error.Conflict("attendance.overlaps", "ArrivedAt");
                if (presence.Correct(request.GroupCode, location.Value.Code, from, to, user.Name, now, request.Reason) is { } refused)
                    return refused;
            }

            db.Publish(new PresenceCorrected(presence.LocationCode, presence.Id, presence.Date));
            if (oldLocation != presence.LocationCode)
                db.Publish(new PresenceCorrected(oldLocation, presence.Id, presence.Date));
            await db.SaveChangesAsync(cancellationToken);
            return presence.Date;
        }

        /// <summary>The same person's other presences of that day.</summary>
        private async Task<List<(Instant From, Instant? To)>> OthersAsync(Presence presence, CancellationToken cancellationToken)
        {
            IEnumerable<Presence> others = presence switch
            {
                ChildPresence child => await db.ChildPresences.AsNoTracking().Where(p => p.ChildId == child.ChildId && p.Date == child.Date && p.Id != child.Id).ToListAsync(cancellationToken),
                StaffPresence member => await db.StaffPresences.AsNoTracking().Where(p => p.StaffId == member.StaffId && p.Date == member.Date && p.Id != member.Id).ToListAsync(cancellationToken),
                _ => [],
            };
            return [.. others.Select(p => (p.ArrivedAt, p.DepartedAt))];
        }
    }
}

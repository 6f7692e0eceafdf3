using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Contracts;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Corrections;

/// <summary>Registers afterwards that a child was there, with the reason; it is marked as a correction.</summary>
internal static class AddPresence
{
    [RequiresPermission(AttendancePermissions.Correct)]
    public sealed record Command : IRequest<Result<Guid>>
    {
        /// <summary>Made by the page; the same request sent twice registers once.</summary>
        public Guid RequestId { get; init; }

        public string ChildNumber { get; init; } = "";

        public string GroupCode { get; init; } = "";

        public LocalDate Date { get; init; }

        public LocalTime? ArrivedAt { get; init; }

        public LocalTime? DepartedAt { get; init; }

        public string Reason { get; init; } = "";
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequestId).NotEmpty();
            RuleFor(c => c.ChildNumber).NotEmpty();
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.ArrivedAt).NotNull();
            RuleFor(c => c.Reason).NotEmpty().WithErrorCode("attendance.reason-required").MaximumLength(500);
        }
    }

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, IChildDirectory children, ICurrentUser user, ZonedClock clock) : IRequestHandler<Command, Result<Guid>>
    {
        public async Task<Result<Guid>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Guid>.Fail(location.Errors);
            if (await children.FindByNumberAsync(request.ChildNumber, cancellationToken) is not { } child || !(await access.CheckChildrenAsync(location.Value, [child.Id], request.Date, cancellationToken)).IsSuccess)
                return Error.NotFound("attendance.child-unknown", "ChildNumber");

            var (from, to) = (clock.Zone.At(request.Date, request.ArrivedAt!.Value), request.DepartedAt is { } departed ? clock.Zone.At(request.Date, departed) : (Instant?)null);
            var others = await db.ChildPresences.AsNoTracking().Where(p => p.ChildId == child.Id && p.Date == request.Date).ToListAsync(cancellationToken);
            if (others.Find(p => p.Id == request.RequestId) is { } sentTwice)
                return sentTwice.Id;
            if (others.Exists(p => p.ArrivedAt < (to ?? Instant.MaxValue) && from < (p.DepartedAt ?? Instant.MaxValue)))
                return Error.Conflict("attendance.overlaps", "ArrivedAt");
            var presence = new ChildPresence
            {
                Id = request.RequestId,
                ChildId = child.Id,
                LocationCode = location.Value.Code,
                GroupCode = request.GroupCode,
                Date = request.Date,
                ArrivedAt = from,
                ModifiedAt = now,
            };
            if (presence.Correct(request.GroupCode, location.Value.Code, from, to, user.Name, now, request.Reason) is { } refused)
                return refused;
            db.ChildPresences.Add(presence);
            db.Publish(new PresenceCorrected(location.Value.Code, presence.Id, request.Date));
            await db.SaveChangesAsync(cancellationToken);
            return presence.Id;
        }
    }
}

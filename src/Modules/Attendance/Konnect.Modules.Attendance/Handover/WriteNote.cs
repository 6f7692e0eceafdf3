using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Handover;

/// <summary>Leaves a note for the next shift of a group.</summary>
internal static class WriteNote
{
    [RequiresPermission(AttendancePermissions.HandOver)]
    public sealed record Command : IRequest<Result<Done>>
    {
        /// <summary>Made by the page; the same request sent twice writes one.</summary>
        public Guid RequestId { get; init; }

        public string GroupCode { get; init; } = "";

        public string Text { get; init; } = "";

        /// <summary>When it was written by the clock of a device that had no connection then; null for now.</summary>
        public Instant? At { get; init; }

        /// <summary>How far that clock was ahead of ours when the device last heard of us before; null when it never did.</summary>
        public int? AheadSeconds { get; init; }

        /// <summary>The device's clock when it sends.</summary>
        public Instant SentAt { get; init; }

        /// <summary>Who had the device then, sealed; the sender when it is nobody's.</summary>
        public string Holder { get; init; } = "";
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequestId).NotEmpty();
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.Text).NotEmpty().WithErrorCode("attendance.note-empty");
            RuleFor(c => c.Text).MaximumLength(HandoverNote.LongestText).WithErrorCode("attendance.note-long");
            RuleFor(c => c.Holder).MaximumLength(DeviceHolder.Longest);
        }
    }

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, DeviceHolder holder, ICurrentUser user, IClock clock, LiveChanges live) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Done>.Fail(found.Errors);
            // Of a group too: a key of somebody else's note writes another.
            var id = StableId.Of(request.RequestId, request.GroupCode);
            if (await db.HandoverNotes.AnyAsync(n => n.Id == id, cancellationToken))
                return Done.Ok;
            var now = clock.GetCurrentInstant();
            var at = request.At is { } told ? TapMoment.Of(told, request.AheadSeconds, request.SentAt, now).At : now;
            if (at < now - Duration.FromDays(TapMoment.MostDaysLate))
                return Error.Conflict("attendance.note-too-old", nameof(Command.At));
            db.HandoverNotes.Add(new HandoverNote { Id = id, LocationCode = found.Value.Code, GroupCode = request.GroupCode, Text = request.Text.Trim(), WrittenBy = holder.Open(request.Holder) ?? user.Name, WrittenAt = at });
            await db.SaveChangesAsync(cancellationToken);
            live.Notify(LiveTopics.Location(found.Value.Code));
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Handover;

/// <summary>What a note asks is done, or is to be done after all.</summary>
internal static class FinishNote
{
    [RequiresPermission(AttendancePermissions.HandOver)]
    public sealed record Command : IRequest<Result<Done>>
    {
        public string GroupCode { get; init; } = "";

        public Guid NoteId { get; init; }

        /// <summary>True: it is to be done after all.</summary>
        public bool IsUndo { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GroupCode).NotEmpty();
            RuleFor(c => c.NoteId).NotEmpty();
        }
    }

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, ICurrentUser user, IClock clock, LiveChanges live) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Done>.Fail(found.Errors);
            if (await db.HandoverNotes.SingleOrDefaultAsync(n => n.Id == request.NoteId && n.GroupCode == request.GroupCode, cancellationToken) is not { } note)
                return Error.NotFound("attendance.note-unknown", "NoteId");
            if (request.IsUndo)
                (note.DoneAt, note.DoneBy) = (null, "");
            else if (note.DoneAt is null)
                (note.DoneAt, note.DoneBy) = (clock.GetCurrentInstant(), user.Name);
            await db.SaveChangesAsync(cancellationToken);
            live.Notify(LiveTopics.Location(found.Value.Code));
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Handover;

/// <summary>What the shifts of a group tell each other: what is to be done, and what was done the last week.</summary>
internal static class ListNotes
{
    private const int DaysBack = 7;
    private const int MostDone = 50;

    [RequiresPermission(AttendancePermissions.HandOver)]
    public sealed record Query(string GroupCode) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.GroupCode).NotEmpty();
    }

    /// <param name="DoneAt">Null while it is to be done.</param>
    public sealed record Note(Guid Id, string Text, string WrittenBy, LocalDateTime WrittenAt, string DoneBy, LocalDateTime? DoneAt);

    public sealed record Response(GroupInfo Group, LocationInfo Location, IReadOnlyList<Note> Open, IReadOnlyList<Note> Done);

    public sealed class Handler(AttendanceDbContext db, GroupAccess access, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            var since = clock.GetCurrentInstant() - Duration.FromDays(DaysBack);
            var open = await db.HandoverNotes.AsNoTracking().Where(n => n.GroupCode == request.GroupCode && n.DoneAt == null).OrderByDescending(n => n.WrittenAt).ToListAsync(cancellationToken);
            var done = await db.HandoverNotes.AsNoTracking().Where(n => n.GroupCode == request.GroupCode && n.DoneAt >= since).OrderByDescending(n => n.DoneAt).Take(MostDone).ToListAsync(cancellationToken);
            return new Response(found.Value.Groups.Single(g => g.Code == request.GroupCode), found.Value, [.. open.Select(ToNote)], [.. done.Select(ToNote)]);
        }

        private Note ToNote(Domain.HandoverNote note) =>
            new(note.Id, note.Text, note.WrittenBy, note.WrittenAt.InZone(clock.Zone).LocalDateTime, note.DoneBy, note.DoneAt?.InZone(clock.Zone).LocalDateTime);
    }
}

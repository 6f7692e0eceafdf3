using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>Writes what a location's pedagogical plan says about fewer staff for a while; what it said before stays in the history.</summary>
internal static class ChangeFrame
{
    [RequiresPermission(AttendancePermissions.ChangeFrame)]
    public sealed record Command(string Location, string Text) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Location).NotEmpty();
            RuleFor(c => c.Text).NotNull().MaximumLength(PlanFrame.Longest);
        }
    }

    public sealed class Handler(AttendanceDbContext db, InspectionReader reader, GroupAccess access, ICurrentUser user, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (!access.Covers(request.Location) || !(await reader.LocationsAsync(cancellationToken)).Any(l => l.Code == request.Location))
                return Error.NotFound("attendance.scope-unknown", nameof(Command.Location));
            var text = request.Text.Trim();
            if (text == (await reader.FramesAsync(request.Location, cancellationToken) is [var latest, ..] ? latest.Text : ""))
                return Done.Ok;
            db.PlanFrames.Add(new PlanFrame { LocationCode = request.Location, Text = text, ChangedAt = clock.GetCurrentInstant(), ChangedById = user.Id, ChangedBy = user.Name });
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Evacuations;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>Somebody stands at the meeting point who is not on the list: a visitor, or a child or colleague that was never checked in. Added and ticked at once.</summary>
internal static class AddPerson
{
    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Command : IRequest<Result<Done>>
    {
        /// <summary>Made by the page; the same request sent twice adds once.</summary>
        public Guid RequestId { get; init; }

        public Guid EvacuationId { get; init; }

        /// <summary>A child of the day or a member of staff; null for a visitor.</summary>
        public Guid? Known { get; init; }

        /// <summary>The name of a visitor.</summary>
        public string Visitor { get; init; } = "";
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequestId).NotEmpty();
            RuleFor(c => c.Visitor).NotEmpty().When(c => c.Known is null).WithErrorCode("attendance.nobody-named").MaximumLength(100);
        }
    }

    public sealed class Handler(AttendanceDbContext db, EvacuationRegister register, LocationDays days, GroupAccess access, ICurrentUser user, ZonedClock clock, LiveChanges live) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var found = await register.FindOpenAsync(request.EvacuationId, cancellationToken);
            if (!found.IsSuccess)
                return Result<Done>.Fail(found.Errors);
            var listed = await db.EvacuationPersons.FirstOrDefaultAsync(p => p.EvacuationId == request.EvacuationId && (p.Id == request.RequestId || (request.Known != null && (p.ChildId == request.Known || p.StaffId == request.Known))), cancellationToken);
            if (listed?.Id == request.RequestId)
                return Done.Ok;
            if (listed is null && await PersonAsync(request, found.Value, cancellationToken) is { } added)
                db.EvacuationPersons.Add(listed = added);
            if (listed is null)
                return Error.NotFound("attendance.person-unknown", "Known");
            db.EvacuationTicks.Add(new EvacuationTick { Id = request.RequestId, EvacuationId = request.EvacuationId, PersonId = listed.Id, At = clock.GetCurrentInstant(), By = user.Name, IsUndo = false });
            await db.SaveChangesAsync(cancellationToken);
            live.Notify(LiveTopics.Evacuation(request.EvacuationId));
            return Done.Ok;
        }

        private async Task<EvacuationPerson?> PersonAsync(Command request, EvacuationList open, CancellationToken cancellationToken)
        {
            if (request.Known is not { } known)
                return Make(null, null, request.Visitor.Trim(), "");
            var day = await days.LoadAsync((await days.LocationsAsync(cancellationToken)).Single(l => l.Code == open.LocationCode), open.Date, cancellationToken);
            // Children of the own groups only: adding must not be a way to ask for names.
            if (day.Plan.Children.FirstOrDefault(c => c.ChildId == known && access.GroupsOf(day.Location).Any(g => g.Code == c.GroupCode)) is { } planned)
                return Make(known, null, day.People.Child(known)?.FullName ?? "?", planned.GroupCode);
            return (await days.PeopleAsync([], [known], cancellationToken)).Staff(known) is { } member ? Make(null, known, member.FullName, GroupOf(member, open)) : null;

            EvacuationPerson Make(Guid? child, Guid? staff, string name, string group) =>
                new() { Id = request.RequestId, EvacuationId = open.Id, ChildId = child, StaffId = staff, Name = name, GroupCode = group, AddedBy = user.Name };

            string GroupOf(StaffInfo member, EvacuationList list) => day.Location.Groups.FirstOrDefault(g => g.LocationCode == list.LocationCode && member.GroupCodes.Contains(g.Code))?.Code ?? "";
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Evacuations;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>
/// Freezes everybody present at this minute. While one goes on at the location there is no second: whoever starts joins it. What the second asks for beyond the first
/// is taken over: other groups make it the whole location, and a real one is no drill any more.
/// </summary>
internal static class StartEvacuation
{
    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Command : IRequest<Result<Response>>
    {
        /// <summary>Made by the page; the same request sent twice starts one.</summary>
        public Guid RequestId { get; init; }

        public string LocationCode { get; init; } = "";

        /// <summary>One group only; null for the whole location.</summary>
        public string? OfGroup { get; init; }

        public bool IsDrill { get; init; }
    }

    /// <param name="Id">The evacuation.</param>
    /// <param name="IsJoined">True when it went on already.</param>
    public sealed record Response(Guid Id, bool IsJoined);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RequestId).NotEmpty();
            RuleFor(c => c.LocationCode).NotEmpty();
        }
    }

    public sealed class Handler(AttendanceDbContext db, EvacuationRegister register, LocationDays days, ICurrentUser user, ZonedClock clock, LiveChanges live) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var place = await register.FindPlaceAsync(request.LocationCode, request.OfGroup, cancellationToken);
            if (!place.IsSuccess)
                return Result<Response>.Fail(place.Errors);
            var location = place.Value;
            // The one that goes on, or the one that this very request started, ended or not.
            var open = await db.Evacuations.Where(e => e.LocationCode == location.Code && (e.EndedAt == null || e.Id == request.RequestId)).OrderBy(e => e.Id != request.RequestId).FirstOrDefaultAsync(cancellationToken);
            if (open?.Id == request.RequestId)
                return new Response(open.Id, false);
            if (open is null)
                db.Evacuations.Add(open = new EvacuationList
                {
                    Id = request.RequestId,
                    LocationCode = location.Code,
                    GroupCode = request.OfGroup,
                    IsDrill = request.IsDrill,
                    Date = clock.GetCurrentDate(),
                    StartedAt = clock.GetCurrentInstant(),
                    StartedBy = user.Name,
                });
            var isJoined = open.Id != request.RequestId;
            if (open.GroupCode != request.OfGroup)
                open.GroupCode = null;
            open.IsDrill &= request.IsDrill;
            await register.FreezeAsync(open, await days.LoadAsync(location, open.Date, cancellationToken), clock.GetCurrentInstant(), cancellationToken);
            await register.ReadAsync(open.Id, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            live.Notify(LiveTopics.Location(location.Code));
            live.Notify(LiveTopics.Evacuation(open.Id));
            return new Response(open.Id, isJoined);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>What stands at the button that starts: how many would be on the list, and whether one goes on already.</summary>
internal static class PrepareEvacuation
{
    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Query(string LocationCode, string? OfGroup) : IRequest<Result<Response>>;

    /// <param name="InGroup">Present on the group asked for.</param>
    /// <param name="InLocation">Present at the whole location.</param>
    /// <param name="OpenId">The one that goes on; null for none.</param>
    public sealed record Response(LocationInfo Location, GroupInfo? Group, int InGroup, int InLocation, Guid? OpenId, LocalTime? OpenSince);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.LocationCode).NotEmpty();
    }

    public sealed class Handler(AttendanceDbContext db, EvacuationRegister register, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var place = await register.FindPlaceAsync(request.LocationCode, request.OfGroup, cancellationToken);
            if (!place.IsSuccess)
                return Result<Response>.Fail(place.Errors);
            var (location, today) = (place.Value, clock.GetCurrentDate());
            var open = await db.Evacuations.AsNoTracking().SingleOrDefaultAsync(e => e.LocationCode == location.Code && e.EndedAt == null, cancellationToken);
            var children = await db.ChildPresences.Where(p => p.LocationCode == location.Code && p.Date == today && p.DepartedAt == null).Select(p => p.GroupCode).ToListAsync(cancellationToken);
            var staff = await db.StaffPresences.Where(p => p.LocationCode == location.Code && p.Date == today && p.DepartedAt == null).Select(p => p.GroupCode).ToListAsync(cancellationToken);
            var groups = children.Concat(staff).ToList();
            return new Response(location, location.Groups.FirstOrDefault(g => g.Code == request.OfGroup), groups.Count(g => g == request.OfGroup), groups.Count, open?.Id, open?.StartedAt.InZone(clock.Zone).TimeOfDay);
        }
    }
}

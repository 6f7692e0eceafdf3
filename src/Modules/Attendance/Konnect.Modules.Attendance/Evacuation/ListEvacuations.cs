using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>The reports of the own locations, the latest first.</summary>
internal static class ListEvacuations
{
    // Drills of many years.
    private const int Most = 100;

    [RequiresPermission(AttendancePermissions.ViewEvacuations)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Lasted">Null while it goes on.</param>
    public sealed record Row(Guid Id, string LocationName, string? GroupName, bool IsDrill, LocalDate Date, LocalTime At, string By, Duration? Lasted);

    /// <param name="Locations">The own locations by code and name, for the button that starts and the list to print.</param>
    public sealed record Response(IReadOnlyList<Row> Rows, IReadOnlyList<(string Code, string Name)> Locations);

    public sealed class Handler(AttendanceDbContext db, LocationDays days, GroupAccess access, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var locations = (await days.LocationsAsync(cancellationToken)).Where(l => access.GroupsOf(l).Any()).ToDictionary(l => l.Code);
            var codes = locations.Keys.ToList();
            var lists = await db.Evacuations.AsNoTracking().Where(e => codes.Contains(e.LocationCode)).OrderByDescending(e => e.StartedAt).Take(Most).ToListAsync(cancellationToken);
            return new Response(
                [.. lists.Select(e => new Row(
                    e.Id,
                    locations[e.LocationCode].Name,
                    locations[e.LocationCode].Groups.FirstOrDefault(g => g.Code == e.GroupCode)?.Name,
                    e.IsDrill,
                    e.Date,
                    e.StartedAt.TimeIn(clock.Zone),
                    e.StartedBy,
                    e.EndedAt - e.StartedAt))],
                [.. locations.Values.Select(l => (l.Code, l.Name))]);
        }
    }
}

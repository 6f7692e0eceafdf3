using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.StandIns;

/// <summary>The stand-in of each location the user may see.</summary>
internal static class ListStandIns
{
    [RequiresPermission(AttendancePermissions.NameStandIn)]
    public sealed record Query : IRequest<Result<IReadOnlyList<Line>>>;

    /// <param name="Name">Empty as long as nobody is named.</param>
    public sealed record Line(string LocationCode, string LocationName, string Name, string Phone);

    public sealed class Handler(AttendanceDbContext db, LocationDays days, GroupAccess access) : IRequestHandler<Query, Result<IReadOnlyList<Line>>>
    {
        public async Task<Result<IReadOnlyList<Line>>> Handle(Query request, CancellationToken cancellationToken)
        {
            var locations = (await days.LocationsAsync(cancellationToken)).Where(l => access.Covers(l.Code)).ToList();
            var codes = locations.ConvertAll(l => l.Code);
            var known = await db.StandIns.AsNoTracking().Where(s => codes.Contains(s.LocationCode)).ToDictionaryAsync(s => s.LocationCode, cancellationToken);
            return locations.ConvertAll(l => new Line(l.Code, l.Name, known.GetValueOrDefault(l.Code)?.Name ?? "", known.GetValueOrDefault(l.Code)?.Phone ?? ""));
        }
    }
}

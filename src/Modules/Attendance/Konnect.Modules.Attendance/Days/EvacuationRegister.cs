using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain.Evacuations;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>
/// Which evacuations a user may reach. Who has a group at a location reaches the list of the whole of it: children of all groups stand at one meeting point, and
/// whoever stands there must be able to tick them. It shows names, groups and alerts only; telephone numbers stay with the own groups, and who opened it is kept.
/// </summary>
internal sealed class EvacuationRegister(AttendanceDbContext db, LocationDays days, GroupAccess access, ICurrentUser user, ZonedClock clock)
{
    /// <summary>A location at which the user has a group, and that group or all of it; null for none.</summary>
    public async Task<Result<LocationInfo>> FindPlaceAsync(string locationCode, string? groupCode, CancellationToken cancellationToken)
    {
        if ((await days.LocationsAsync(cancellationToken)).FirstOrDefault(l => l.Code == locationCode) is not { } location || !access.GroupsOf(location).Any())
            return Error.NotFound("attendance.location-unknown", "LocationCode");
        return groupCode is null || access.GroupsOf(location).Any(g => g.Code == groupCode) ? location : Error.NotFound("attendance.group-unknown", "GroupCode");
    }

    /// <summary>An evacuation that the user may reach: of today at a location of the own groups, of any day for who may read the reports.</summary>
    public async Task<Result<EvacuationList>> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await db.Evacuations.SingleOrDefaultAsync(e => e.Id == id, cancellationToken);
        if (found is null || !(await FindPlaceAsync(found.LocationCode, null, cancellationToken)).IsSuccess)
            return Unknown;
        return found.EndedAt is null || found.Date == clock.GetCurrentDate() || user.Has(AttendancePermissions.ViewEvacuations) ? found : Unknown;
    }

    /// <summary>One that goes on; an ended one is refused, since nothing of its report changes any more.</summary>
    public async Task<Result<EvacuationList>> FindOpenAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, cancellationToken);
        return found is { IsSuccess: true, Value.EndedAt: not null } ? Error.Conflict("attendance.evacuation-ended") : found;
    }

    /// <summary>Keeps that the user has opened the list; once for each name.</summary>
    public async Task ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await HasReadAsync(id, cancellationToken))
            db.EvacuationReaders.Add(new EvacuationReader { EvacuationId = id, Name = user.Name, At = clock.GetCurrentInstant() });
    }

    /// <summary>True when it is kept that the user has opened the list.</summary>
    public Task<bool> HasReadAsync(Guid id, CancellationToken cancellationToken) => db.EvacuationReaders.AnyAsync(r => r.EvacuationId == id && r.Name == user.Name, cancellationToken);

    private static Error Unknown => Error.NotFound("attendance.evacuation-unknown", "EvacuationId");
}

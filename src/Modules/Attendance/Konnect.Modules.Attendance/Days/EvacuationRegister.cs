using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain;
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

    /// <summary>Adds who was present at a moment of the list's day and is not on it yet; nobody without a moment.</summary>
    /// <returns>Everybody on the list by the key of the child or the member of staff.</returns>
    public async Task<Dictionary<Guid, EvacuationPerson>> FreezeAsync(EvacuationList list, DayPicture day, Instant? at, CancellationToken cancellationToken)
    {
        var listed = (await db.EvacuationPersons.Where(p => p.EvacuationId == list.Id && (p.ChildId ?? p.StaffId) != null).ToListAsync(cancellationToken)).ToDictionary(p => (p.ChildId ?? p.StaffId)!.Value);
        foreach (var child in day.Children.Where(p => IsHere(p) && !listed.ContainsKey(p.ChildId)).DistinctBy(p => p.ChildId))
            listed.Add(child.ChildId, Add(list, child.ChildId, null, day.People.Child(child.ChildId)?.FullName, child.GroupCode, child.ArrivedAt));
        foreach (var member in day.Staff.Where(p => IsHere(p) && !listed.ContainsKey(p.StaffId)).DistinctBy(p => p.StaffId))
            listed.Add(member.StaffId, Add(list, null, member.StaffId, day.People.Staff(member.StaffId)?.FullName, member.GroupCode, member.ArrivedAt));
        return listed;

        bool IsHere(Presence presence) => presence.ArrivedAt <= at && (presence.DepartedAt is null || presence.DepartedAt > at) && (list.GroupCode is null || list.GroupCode == presence.GroupCode);
    }

    /// <summary>Puts a child or a member of staff on a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="childId">The child, or null.</param>
    /// <param name="staffId">The member of staff, or null.</param>
    /// <param name="name">The name as it is now.</param>
    /// <param name="groupCode">The group.</param>
    /// <param name="since">When this person came in; null when the register does not know.</param>
    /// <param name="addedBy">Who added this person later.</param>
    public EvacuationPerson Add(EvacuationList list, Guid? childId, Guid? staffId, string? name, string groupCode, Instant? since, string addedBy = "")
    {
        var person = new EvacuationPerson
        {
            Id = StableId.Of(list.Id, (childId ?? staffId)!.Value.ToString("N")),
            EvacuationId = list.Id,
            ChildId = childId,
            StaffId = staffId,
            Name = name ?? "?",
            GroupCode = groupCode,
            Since = since,
            AddedBy = addedBy,
        };
        db.EvacuationPersons.Add(person);
        return person;
    }

    /// <summary>Keeps that the user has opened the list; once for each name.</summary>
    public Task ReadAsync(Guid id, CancellationToken cancellationToken) => ReadAsync(id, user.Name, clock.GetCurrentInstant(), cancellationToken);

    /// <summary>Keeps that somebody has opened the list; once for each name.</summary>
    public async Task ReadAsync(Guid id, string name, Instant at, CancellationToken cancellationToken)
    {
        if (!await HasReadAsync(id, name, cancellationToken) && db.EvacuationReaders.Local.All(r => r.EvacuationId != id || r.Name != name))
            db.EvacuationReaders.Add(new EvacuationReader { EvacuationId = id, Name = name, At = at });
    }

    /// <summary>True when it is kept that the user has opened the list.</summary>
    public Task<bool> HasReadAsync(Guid id, CancellationToken cancellationToken) => HasReadAsync(id, user.Name, cancellationToken);

    private Task<bool> HasReadAsync(Guid id, string name, CancellationToken cancellationToken) => db.EvacuationReaders.AnyAsync(r => r.EvacuationId == id && r.Name == name, cancellationToken);

    private static Error Unknown => Error.NotFound("attendance.evacuation-unknown", "EvacuationId");
}

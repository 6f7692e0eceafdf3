using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Contracts;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Reads the days of persons with their taps, and writes what follows from one more. A use case saves.</summary>
internal sealed class TapRegister(AttendanceDbContext db, ICurrentUser user, ZonedClock clock)
{
    /// <summary>The day of each of the children.</summary>
    public Task<IReadOnlyDictionary<Guid, PersonDay<ChildPresence, ChildTap>>> ChildrenAsync(LocalDate date, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => DaysAsync(
        ids,
        db.ChildPresences.Where(p => p.Date == date && ids.Contains(p.ChildId)),
        p => p.ChildId,
        db.ChildTaps.Where(t => t.Date == date && ids.Contains(t.ChildId)),
        (id, stay, now) => new ChildPresence
        {
            Id = stay.Id,
            ChildId = id,
            LocationCode = stay.LocationCode,
            GroupCode = stay.GroupCode,
            Date = date,
            ArrivedAt = stay.From,
            DepartedAt = stay.To,
            ModifiedAt = now,
        },
        cancellationToken);

    /// <summary>The day of each of the members of staff.</summary>
    public Task<IReadOnlyDictionary<Guid, PersonDay<StaffPresence, StaffTap>>> StaffAsync(LocalDate date, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => DaysAsync(
        ids,
        db.StaffPresences.Where(p => p.Date == date && ids.Contains(p.StaffId)),
        p => p.StaffId,
        db.StaffTaps.Where(t => t.Date == date && ids.Contains(t.StaffId)),
        (id, stay, now) => new StaffPresence
        {
            Id = stay.Id,
            StaffId = id,
            LocationCode = stay.LocationCode,
            GroupCode = stay.GroupCode,
            Date = date,
            ArrivedAt = stay.From,
            DepartedAt = stay.To,
            ModifiedAt = now,
        },
        cancellationToken);

    /// <summary>Those of the taps that were received before, whatever they are of.</summary>
    public async Task<IReadOnlySet<Guid>> ListKnownAsync(IReadOnlyCollection<Guid> tapIds, CancellationToken cancellationToken) =>
        (await db.ChildTaps.Where(t => tapIds.Contains(t.Id)).Select(t => t.Id).Concat(db.StaffTaps.Where(t => tapIds.Contains(t.Id)).Select(t => t.Id)).ToListAsync(cancellationToken)).ToHashSet();

    /// <summary>A tap on a child, received now.</summary>
    public ChildTap ChildTap(Guid id, Guid childId, TapKind kind, string locationCode, string groupCode, TapMoment moment) => new()
    {
        Id = id,
        ChildId = childId,
        Kind = kind,
        LocationCode = locationCode,
        GroupCode = groupCode,
        Date = moment.At.InZone(clock.Zone).Date,
        At = moment.At,
        IsClockCorrected = moment.IsClockCorrected,
        RegisteredAt = clock.GetCurrentInstant(),
        SentBy = user.Name,
    };

    /// <summary>A tap on a member of staff, received now.</summary>
    public StaffTap StaffTap(Guid id, Guid staffId, TapKind kind, string locationCode, string groupCode, TapMoment moment, bool isBreak = false) => new()
    {
        Id = id,
        StaffId = staffId,
        IsBreak = isBreak,
        Kind = kind,
        LocationCode = locationCode,
        GroupCode = groupCode,
        Date = moment.At.InZone(clock.Zone).Date,
        At = moment.At,
        IsClockCorrected = moment.IsClockCorrected,
        RegisteredAt = clock.GetCurrentInstant(),
        SentBy = user.Name,
    };

    /// <summary>Writes the new taps of a child's day, what follows from all of them, and tells it.</summary>
    public void Follow(PersonDay<ChildPresence, ChildTap> day, string reason = "")
    {
        Add(day);
        foreach (var change in day.Follow(user.Name, clock.GetCurrentInstant(), reason))
        {
            var presence = change.Presence;
            if (change.Kind == PresenceChangeKind.Changed)
                db.Publish(new PresenceCorrected(presence.LocationCode, presence.Id, presence.Date));
            if (change.Kind == PresenceChangeKind.Began)
            {
                db.ChildPresences.Add(presence);
                db.Publish(new ChildCheckedIn(presence.LocationCode, presence.GroupCode, presence.ChildId, presence.Date, presence.ArrivedAt));
            }

            if (change.Kind != PresenceChangeKind.Changed && presence.DepartedAt is { } left)
                db.Publish(new ChildCheckedOut(presence.LocationCode, presence.GroupCode, presence.ChildId, presence.Date, left));
        }
    }

    /// <summary>Writes the new taps of a member of staff's day, what follows from all of them, and tells it.</summary>
    public void Follow(PersonDay<StaffPresence, StaffTap> day, string reason = "")
    {
        Add(day);
        var changes = day.Follow(user.Name, clock.GetCurrentInstant(), reason);
        db.StaffPresences.AddRange(changes.Where(c => c.Kind == PresenceChangeKind.Began).Select(c => c.Presence));
        foreach (var location in changes.Select(c => c.Presence.LocationCode).Distinct())
            db.Publish(new StaffPresenceChanged(location, changes[0].Presence.StaffId, changes[0].Presence.Date));
    }

    private static async Task<IReadOnlyDictionary<Guid, PersonDay<TPresence, TTap>>> DaysAsync<TPresence, TTap>(
        IReadOnlyCollection<Guid> ids, IQueryable<TPresence> presences, Func<TPresence, Guid> personOf, IQueryable<TTap> taps, Func<Guid, Stay, Instant, TPresence> make, CancellationToken cancellationToken)
        where TPresence : Presence
        where TTap : Tap
    {
        var registered = (await presences.IgnoreQueryFilters().Include(p => p.Corrections).ToListAsync(cancellationToken)).ToLookup(personOf);
        var tapped = (await taps.ToListAsync(cancellationToken)).ToLookup(t => t.PersonId);
        return ids.Distinct().ToDictionary(id => id, id => new PersonDay<TPresence, TTap>([.. registered[id]], [.. tapped[id]], (stay, now) => make(id, stay, now)));
    }

    private void Add<TPresence, TTap>(PersonDay<TPresence, TTap> day)
        where TPresence : Presence
        where TTap : Tap =>
        db.AddRange(day.Added);
}

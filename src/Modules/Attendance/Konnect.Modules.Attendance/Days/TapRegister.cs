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
    public async Task<IReadOnlyDictionary<Guid, PersonDay<ChildPresence, ChildTap>>> ChildrenAsync(LocalDate date, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var presences = (await db.ChildPresences.IgnoreQueryFilters().Include(p => p.Corrections).Where(p => p.Date == date && ids.Contains(p.ChildId)).ToListAsync(cancellationToken)).ToLookup(p => p.ChildId);
        var taps = (await db.ChildTaps.Where(t => t.Date == date && ids.Contains(t.ChildId)).ToListAsync(cancellationToken)).ToLookup(t => t.ChildId);
        return ids.Distinct().ToDictionary(id => id, id => new PersonDay<ChildPresence, ChildTap>([.. presences[id]], [.. taps[id]], (stay, now) => new ChildPresence
        {
            Id = stay.Id,
            ChildId = id,
            LocationCode = stay.LocationCode,
            GroupCode = stay.GroupCode,
            Date = date,
            ArrivedAt = stay.From,
            DepartedAt = stay.To,
            ModifiedAt = now,
        }));
    }

    /// <summary>The day of a member of staff.</summary>
    public async Task<PersonDay<StaffPresence, StaffTap>> StaffAsync(LocalDate date, Guid id, CancellationToken cancellationToken) => new(
        await db.StaffPresences.IgnoreQueryFilters().Include(p => p.Corrections).Where(p => p.Date == date && p.StaffId == id).ToListAsync(cancellationToken),
        await db.StaffTaps.Where(t => t.Date == date && t.StaffId == id).ToListAsync(cancellationToken),
        (stay, now) => new StaffPresence
        {
            Id = stay.Id,
            StaffId = id,
            LocationCode = stay.LocationCode,
            GroupCode = stay.GroupCode,
            Date = date,
            ArrivedAt = stay.From,
            DepartedAt = stay.To,
            ModifiedAt = now,
        });

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
    public StaffTap StaffTap(Guid id, Guid staffId, TapKind kind, string locationCode, string groupCode, TapMoment moment) => new()
    {
        Id = id,
        StaffId = staffId,
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

    private void Add<TPresence, TTap>(PersonDay<TPresence, TTap> day)
        where TPresence : Presence
        where TTap : Tap =>
        db.AddRange(day.Added);
}

using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Who sleeps on a group, and when to look again.</summary>
internal sealed class NapRegister(AttendanceDbContext db)
{
    /// <summary>Today's naps on a group with their checks, in order of time.</summary>
    public Task<List<Nap>> ListAsync(string groupCode, LocalDate date, CancellationToken cancellationToken) =>
        db.Naps.AsNoTracking().Include(n => n.Checks).Where(n => n.GroupCode == groupCode && n.Date == date).OrderBy(n => n.From).ToListAsync(cancellationToken);

    /// <summary>The interval of a location.</summary>
    public async Task<Duration> IntervalAsync(string locationCode, CancellationToken cancellationToken) =>
        Duration.FromMinutes((await db.SleepRules.AsNoTracking().SingleOrDefaultAsync(r => r.LocationCode == locationCode, cancellationToken))?.Minutes ?? SleepRule.DefaultMinutes);

    /// <summary>When to look at a sleeping child again.</summary>
    public static Instant DueAt(Nap nap, Duration interval) => nap.Checks.Select(c => c.At).Append(nap.From).Max() + interval;

    /// <summary>True while the child sleeps: a child that went home has woken.</summary>
    public static bool IsAsleep(Nap nap, DayPicture day) => nap.To is null && day.Children.Any(p => p.ChildId == nap.ChildId && p.IsOpen);
}

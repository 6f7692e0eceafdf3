using Konnect.Modules.Attendance.Corrections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Persistence;

/// <summary>Each migration, on data that the schema before it held.</summary>
public class MigrationsTests
{
    [Fact]
    public async Task A_register_from_before_the_flag_knows_what_was_corrected()
    {
        await using var it = await AttendanceHost.CreateAsync(null, ("attendance.csv", "child_number,group_code,date,arrived,departed\nK1,L1-A,2026-11-19,08:00,\nK2,L1-A,2026-11-19,08:00,17:00"));
        var corrected = await it.QueryAsync(db => db.ChildPresences.Where(p => p.DepartedAt == null).Select(p => p.Id).SingleAsync());
        await it.SendAsync(new CorrectPresence.Command { Id = corrected, GroupCode = "L1-A", ArrivedAt = new LocalTime(8, 0), DepartedAt = new LocalTime(17, 0), Reason = "Vergeten" });

        await MigrateAsync(it, "Initial");
        await MigrateAsync(it, null);

        (await it.QueryAsync(db => db.ChildPresences.Where(p => p.IsCorrected).Select(p => p.Id).ToListAsync())).ShouldBe([corrected]);
        (await it.QueryAsync(db => db.ChildPresences.CountAsync())).ShouldBe(2);
    }

    private static Task<bool> MigrateAsync(AttendanceHost it, string? target) => it.QueryAsync(async db =>
    {
        await db.GetService<IMigrator>().MigrateAsync(target);
        return true;
    });
}

using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Facts;

public class FollowChangesTests
{
    [Fact]
    public async Task A_check_in_is_in_the_facts_once_its_event_is_followed()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        it.At(9);
        (await it.QueryAsync(db => db.ChildAttendance.CountAsync())).ShouldBe(0);
        await it.Host.DrainAsync();
        var fact = await it.QueryAsync(db => db.ChildAttendance.SingleAsync());
        (fact.GroupCode, fact.AgeClass, fact.Planned, fact.Minutes).ShouldBe(("L1-A", "0", true, null));
        (await it.Host.DrainAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_changed_roster_changes_the_planned_ratio()
    {
        await using var it = await AttendanceHost.CreateAsync();
        Task<int> StaffAtNoonAsync() => it.QueryAsync(async db => (await db.RatioSegments.Where(s => s.Basis == "planned" && s.Code == "L1-A" && s.Date == AttendanceHost.Friday).ToListAsync()).Single(s => s.From <= Noon && s.To > Noon).StaffPresent);
        (await StaffAtNoonAsync()).ShouldBe(2);
        await SampleOrganisation.ImportAsync(it.Host, ("roster.csv", "staff_number,group_code,date,start_time,end_time\nS2,L1-A,2026-11-20,08:00,11:00"));
        await it.Host.DrainAsync();
        (await StaffAtNoonAsync()).ShouldBe(1);
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
    }

    [Fact]
    public async Task Planned_facts_reach_thirteen_weeks_ahead_for_placements_without_end()
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.QueryAsync(db => db.PlannedAttendance.MaxAsync(p => p.Date))).ShouldBe(new LocalDate(2027, 2, 19));
        (await it.QueryAsync(db => db.PlannedAttendance.MinAsync(p => p.Date))).ShouldBe(new LocalDate(2026, 9, 1));
    }

    private static Instant Noon => AttendanceHost.Friday.At(new LocalTime(12, 0)).InZoneLeniently(KonnectHost.Zone).ToInstant();
}

using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Days;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class CheckInStaffTests
{
    [Fact]
    public async Task Staff_that_moves_to_another_group_is_on_one_group_at_a_time()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.StaffComesAsync("L1-A", "S1");
        it.At(9);
        await it.StaffComesAsync("L1-B", "S1");
        (await it.BoardAsync("L1-A")).Team.ShouldBeEmpty();
        (await it.BoardAsync("L1-B")).Team.Single().FirstName.ShouldBe("Sanne");
        (await it.QueryAsync(db => db.StaffPresences.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task An_intern_is_in_the_team_and_the_board_says_why_the_intern_does_not_count()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.StaffComesAsync("L1-A", "S4");
        (await it.BoardAsync("L1-A")).Team.Single().NotCounted.ShouldBe(NotCounted.Job);
    }

    [Fact]
    public async Task Somebody_unknown_is_refused()
    {
        await using var it = await AttendanceHost.CreateAsync();
        var refused = await it.SendAsync(new CheckInStaff.Command { RequestId = Guid.NewGuid(), GroupCode = "L1-A", StaffId = Guid.NewGuid() });
        refused.Errors.Single().Code.ShouldBe("attendance.staff-unknown");
    }
}

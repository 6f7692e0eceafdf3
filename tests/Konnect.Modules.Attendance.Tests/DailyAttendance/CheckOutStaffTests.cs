using Konnect.Modules.Attendance.DailyAttendance;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class CheckOutStaffTests
{
    [Fact]
    public async Task A_break_is_the_time_between_leaving_and_coming_back()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.StaffComesAsync("L1-A", "S1");
        it.At(12, 30);
        await it.SendAsync(new CheckOutStaff.Command { GroupCode = "L1-A", StaffId = it.Staff("S1") });
        await it.SendAsync(new CheckOutStaff.Command { GroupCode = "L1-A", StaffId = it.Staff("S1") });
        it.At(13);
        await it.StaffComesAsync("L1-A", "S1");
        (await it.QueryAsync(db => db.StaffPresences.OrderBy(p => p.ArrivedAt).Select(p => p.DepartedAt != null).ToListAsync())).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Who_is_not_here_cannot_leave()
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new CheckOutStaff.Command { GroupCode = "L1-A", StaffId = it.Staff("S1") })).Errors.Single().Code.ShouldBe("attendance.staff-not-present");
    }
}

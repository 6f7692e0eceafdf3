using Konnect.Modules.Attendance.DayLists;

namespace Konnect.Modules.Attendance.Tests.DayLists;

public class GetDayListTests
{
    [Fact]
    public async Task Everybody_expected_stands_there_and_who_was_reported_absent_is_marked()
    {
        await using var it = await AttendanceHost.CreateAsync();
        await it.SendAsync(new Attendance.DailyAttendance.ReportAbsence.Command { GroupCode = "L1-S", ChildIds = [it.Child("K10")], From = AttendanceHost.Friday, To = AttendanceHost.Friday, Reason = "sick" });
        var list = (await it.SendAsync(new GetDayList.Query("L1-S", null))).Value;
        list.Children.Select(c => (c.Name, c.AgeYears, c.IsAbsent)).ShouldBe([("Kind10 De Vries", 6, true), ("Kind11 De Vries", 9, false)]);
        (await it.SendAsync(new GetDayList.Query("L1-S", AttendanceHost.Friday.PlusDays(1)))).Value.Children.ShouldBeEmpty();
        (await it.SendAsync(new GetDayList.Query("L1-S", null), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.group-unknown");
    }
}

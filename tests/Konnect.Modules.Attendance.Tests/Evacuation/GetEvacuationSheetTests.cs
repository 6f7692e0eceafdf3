using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Evacuation;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class GetEvacuationSheetTests
{
    [Fact]
    public async Task It_holds_who_is_expected_and_rostered_on_the_own_groups_and_nobody_who_is_absent()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(7);
        await it.SendAsync(new ReportAbsence.Command { GroupCode = "L1-A", ChildIds = [it.Child("K2")], From = AttendanceHost.Friday, To = AttendanceHost.Friday, Reason = "sick" });
        var own = (await it.SendAsync(new GetEvacuationSheet.Query("L1", null), Drill.OfGroup("L1-A"))).Value;
        own.Parts.Select(p => (p.Group.Code, p.Children.Count, p.Staff.Count)).ShouldBe([("L1-A", 5, 2)]);
        (await it.SendAsync(new GetEvacuationSheet.Query("L1", null), Drill.Manager)).Value.Parts.Count.ShouldBe(3);
        (await it.SendAsync(new GetEvacuationSheet.Query(null, "L1-B"), Drill.Manager)).Value.Parts.Single().Group.Code.ShouldBe("L1-B");
        foreach (var group in new[] { "L1-B", "L9-X" })
            (await it.SendAsync(new GetEvacuationSheet.Query(null, group), Drill.OfGroup("L2-A"))).IsSuccess.ShouldBeFalse();
    }
}

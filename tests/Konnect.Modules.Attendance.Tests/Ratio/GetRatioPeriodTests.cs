using Konnect.Modules.Attendance.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Ratio;

public class GetRatioPeriodTests
{
    [Fact]
    public async Task A_week_shows_registered_days_and_the_plan_of_days_to_come()
    {
        await using var it = await AttendanceHost.CreateAsync(new LocalDateTime(2026, 11, 19, 10, 0), ("attendance.csv", "child_number,group_code,date,arrived,departed\nK1,L1-A,2026-11-18,08:00,17:00"));
        var week = (await it.SendAsync(new GetRatioPeriod.Query(null))).Value;
        var line = week.Lines.Single(l => l.Code == "L1-A");
        (line.Days[new LocalDate(2026, 11, 18)].Basis, line.Days[new LocalDate(2026, 11, 18)].Status).ShouldBe(("actual", "breach"));
        line.Days[new LocalDate(2026, 11, 20)].Basis.ShouldBe("planned");
        week.Days[0].ShouldBe(new LocalDate(2026, 11, 16));
    }
}

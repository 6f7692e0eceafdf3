using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Ratio;

public class GetRatioDayTests
{
    private static readonly (string, string)[] Thursday =
    [
        ("attendance.csv", "child_number,group_code,date,arrived,departed\nK1,L1-A,2026-11-19,08:00,17:00\nK2,L1-A,2026-11-19,08:00,17:00\nK3,L1-A,2026-11-19,08:00,17:00\nK4,L1-A,2026-11-19,09:00,12:00\nK5,L1-A,2026-11-19,09:00,12:00"),
        ("staff_attendance.csv", "staff_number,group_code,date,arrived,departed\nS1,L1-A,2026-11-19,07:30,17:30\nS4,L1-A,2026-11-19,08:00,16:00"),
    ];

    [Fact]
    public async Task Segments_staff_and_reasons_of_a_day_are_there()
    {
        await using var it = await AttendanceHost.CreateAsync(null, Thursday);
        var day = (await it.SendAsync(new GetRatioDay.Query("group", "L1-A", new LocalDate(2026, 11, 19), null))).Value;
        day.Segments.Select(s => (s.From.Hour, s.To.Hour, s.Children, s.Required, s.Staff)).ShouldBe([(8, 9, 3, 1, 1), (9, 12, 5, 2, 1), (12, 17, 3, 1, 1)]);
        (day.Figures!.DeviationMinutes, day.Figures.AllowanceMinutes).ShouldBe((180, 180));
        day.Staff.Single(s => s.Name == "Tim Vos").NotCounted.ShouldBe(NotCounted.Job);
        day.Children.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("group", "L1-B")]
    [InlineData("location", "L2")]
    [InlineData("group", "X")]
    public async Task What_is_outside_the_scope_is_unknown(string scope, string code)
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new GetRatioDay.Query(scope, code, null, null), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.scope-unknown");
    }
}

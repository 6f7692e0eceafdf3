using Konnect.Modules.Attendance.DailyAttendance;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class ReportAbsenceTests
{
    private static ReportAbsence.Command Sick(AttendanceHost it, string number, LocalDate to) =>
        new() { GroupCode = "L1-A", ChildIds = [it.Child(number)], From = AttendanceHost.Friday, To = to, Reason = "sick" };

    [Fact]
    public async Task A_child_reported_ill_is_absent_and_no_longer_expected_in_the_plan()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(7);
        (await it.SendAsync(Sick(it, "K1", AttendanceHost.Friday))).IsSuccess.ShouldBeTrue();
        await it.Host.DrainAsync();
        (await it.BoardAsync("L1-A")).Tiles.Single(t => t.Number == "K1").State.ShouldBe(GetGroupBoard.TileState.Absent);
        (await it.QueryAsync(db => db.AbsenceFacts.SingleAsync())).NoticeHours.ShouldBe(1);
        (await it.QueryAsync(db => db.RatioSegments.Where(s => s.Basis == "planned" && s.Code == "L1-A" && s.Date == AttendanceHost.Friday).MaxAsync(s => s.Age0))).ShouldBe(2);
    }

    [Fact]
    public async Task A_report_for_the_same_first_day_replaces_the_earlier_one()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(7);
        await it.SendAsync(Sick(it, "K1", AttendanceHost.Friday.PlusDays(4)));
        await it.SendAsync(Sick(it, "K1", AttendanceHost.Friday));
        (await it.QueryAsync(db => db.Absences.SingleAsync())).ToDate.ShouldBe(AttendanceHost.Friday);
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
    }

    [Fact]
    public async Task A_child_that_is_here_cannot_be_reported_absent_today()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        (await it.SendAsync(Sick(it, "K1", AttendanceHost.Friday))).Errors.Single().Code.ShouldBe("attendance.present-now");
    }

    [Theory]
    [InlineData("2026-11-19", "sick", "input.period")]
    [InlineData("2028-11-20", "sick", "input.period")]
    [InlineData("2026-11-20", "bored", "input.invalid")]
    public async Task What_makes_no_sense_is_refused_with_its_field(string to, string reason, string code)
    {
        await using var it = await AttendanceHost.CreateAsync();
        var command = Sick(it, "K1", NodaTime.Text.LocalDatePattern.Iso.Parse(to).Value) with { Reason = reason };
        var refused = (await it.SendAsync(command)).Errors.Single();
        (refused.Code, refused.Field).ShouldBe((code, code == "input.period" ? "To" : "Reason"));
    }
}

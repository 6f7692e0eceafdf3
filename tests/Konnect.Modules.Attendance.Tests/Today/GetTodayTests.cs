using Konnect.Modules.Attendance.Today;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Today;

public class GetTodayTests
{
    [Fact]
    public async Task Each_group_shows_present_expected_staff_and_what_is_needed_now()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.StaffComesAsync("L1-A", "S1");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4");
        it.At(8, 1);
        var today = (await it.SendAsync(new GetToday.Query(null))).Value;
        var row = today.Groups.Single(g => g.Group.Code == "L1-A");
        (row.Present, row.Expected, row.Staff, row.Current!.Required).ShouldBe((4, 6, 1, 2));
        today.Locations.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_practitioner_sees_the_own_groups_only()
    {
        await using var it = await AttendanceHost.CreateAsync();
        var today = (await it.SendAsync(new GetToday.Query(null), AttendanceHost.OfGroupA)).Value;
        today.Groups.Select(g => g.Group.Code).ShouldBe(["L1-A"]);
    }

    [Fact]
    public async Task Missing_check_outs_and_coming_birthdays_are_told()
    {
        await using var it = await AttendanceHost.CreateAsync(null, ("attendance.csv", "child_number,group_code,date,arrived,departed\nK1,L1-A,2026-11-18,08:00,"));
        var today = (await it.SendAsync(new GetToday.Query(null))).Value;
        (today.MissingCheckOuts.Single().Name, today.MissingCheckOuts.Single().GroupName).ShouldBe(("Kind1", "Vlinders"));
        (today.Birthdays.Single().CallName, today.Birthdays.Single().Turns, today.Birthdays.Single().Date).ShouldBe(("Kind9", 3, new LocalDate(2026, 11, 25)));
    }
}

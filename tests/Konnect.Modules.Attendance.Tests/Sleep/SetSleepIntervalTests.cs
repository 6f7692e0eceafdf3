using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Sleep;
using Konnect.Testing;

namespace Konnect.Modules.Attendance.Tests.Sleep;

public class SetSleepIntervalTests
{
    [Fact]
    public async Task A_location_looks_as_often_as_it_wants()
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new GetSleep.Query("L1-A"))).Value.Minutes.ShouldBe(15);
        foreach (var minutes in new[] { 20, 10 })
            (await it.SendAsync(new SetSleepInterval.Command { GroupCode = "L1-A", Minutes = minutes })).IsSuccess.ShouldBeTrue();
        (await it.SendAsync(new GetSleep.Query("L1-A"))).Value.Minutes.ShouldBe(10);
        (await it.SendAsync(new GetSleep.Query("L2-A"))).Value.Minutes.ShouldBe(15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public async Task What_makes_no_sense_is_refused(int minutes)
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new SetSleepInterval.Command { GroupCode = "L1-A", Minutes = minutes })).Errors.Select(e => (e.Code, e.Field)).ShouldBe([("attendance.sleep-minutes", "Minutes")]);
    }

    [Fact]
    public async Task Another_location_is_as_if_it_did_not_exist()
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new SetSleepInterval.Command { GroupCode = "L1-A", Minutes = 5 }, new TestUser("Karin", new AccessScope(false, ["L2"], []), AttendancePermissions.SetSleepInterval))).Errors.Single().Code.ShouldBe("attendance.group-unknown");
    }
}

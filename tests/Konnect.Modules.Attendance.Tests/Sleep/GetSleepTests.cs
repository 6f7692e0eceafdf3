using Konnect.Modules.Attendance.Sleep;

namespace Konnect.Modules.Attendance.Tests.Sleep;

public class GetSleepTests
{
    [Fact]
    public async Task The_youngest_who_is_awake_comes_first_and_another_group_is_not_there()
    {
        await using var it = await ChangeSleepTests.BabiesAsync();
        (await it.SendAsync(new GetSleep.Query("L1-A"))).Value.Awake.Select(c => c.Number).ShouldBe(["K3", "K2", "K1"]);
        (await it.SendAsync(new GetSleep.Query("L1-B"), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.group-unknown");
    }
}

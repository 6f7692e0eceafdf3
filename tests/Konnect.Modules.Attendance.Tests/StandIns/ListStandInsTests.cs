using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.StandIns;
using Konnect.Testing;

namespace Konnect.Modules.Attendance.Tests.StandIns;

public class ListStandInsTests
{
    [Fact]
    public async Task Each_location_the_user_may_see_stands_there_named_or_not()
    {
        await using var it = await AttendanceHost.CreateAsync();
        await it.SendAsync(new NameStandIn.Command { LocationCode = "L2", Name = "Els", Phone = "06" });
        (await it.SendAsync(new ListStandIns.Query())).Value.Select(l => (l.LocationCode, l.Name)).ShouldBe([("L1", ""), ("L2", "Els")]);
        (await it.SendAsync(new ListStandIns.Query(), new TestUser("Karin", new AccessScope(false, ["L1"], []), AttendancePermissions.NameStandIn))).Value.Single().LocationCode.ShouldBe("L1");
    }
}

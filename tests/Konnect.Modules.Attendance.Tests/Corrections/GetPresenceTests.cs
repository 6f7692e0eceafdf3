using Konnect.Modules.Attendance.Corrections;

namespace Konnect.Modules.Attendance.Tests.Corrections;

public class GetPresenceTests
{
    [Fact]
    public async Task A_presence_of_another_group_is_as_unknown_as_one_that_does_not_exist()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var id = (await it.ArriveAsync("L1-B", "K7")).Value.TapIds.Single();
        (await it.SendAsync(new GetPresence.Query(id, false))).Value.Name.ShouldBe("Kind7 De Vries");
        (await it.SendAsync(new GetPresence.Query(id, false), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.presence-unknown");
        (await it.SendAsync(new GetPresence.Query(Guid.NewGuid(), true))).Errors.Single().Code.ShouldBe("attendance.presence-unknown");
    }
}

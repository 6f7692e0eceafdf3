using Konnect.Modules.Attendance.Evacuation;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class PrepareEvacuationTests
{
    [Fact]
    public async Task The_button_says_how_many_are_there_and_what_goes_on()
    {
        await using var it = await Drill.MorningAsync();
        var before = (await it.SendAsync(new PrepareEvacuation.Query("L1", "L1-A"), Drill.OfGroup("L1-A"))).Value;
        (before.InGroup, before.InLocation, before.OpenId, before.Group!.Name).ShouldBe((3, 4, null, "Vlinders"));
        var id = (await it.StartAsync(Drill.OfGroup("L1-A"))).Value.Id;
        var after = (await it.SendAsync(new PrepareEvacuation.Query("L1", null), Drill.OfGroup("L1-B"))).Value;
        (after.OpenId, after.OpenSince).ShouldBe((id, new LocalTime(10, 0)));
        (await it.BoardAsync("L1-B")).Evacuation.ShouldBe(id);
        (await it.SendAsync(new PrepareEvacuation.Query("L1", null), Drill.OfGroup("L2-A"))).Errors.Single().Code.ShouldBe("attendance.location-unknown");
    }
}

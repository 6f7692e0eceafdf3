using Konnect.Modules.Attendance.Evacuation;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class JoinEvacuationTests
{
    [Fact]
    public async Task Who_opens_the_list_is_kept_once_and_sees_nothing_before()
    {
        await using var it = await Drill.MorningAsync();
        var id = (await it.StartAsync(Drill.OfGroup("L1-A"))).Value.Id;
        var tablet = Drill.OfGroup("L1-B", "Tablet Vissen");
        (await it.SendAsync(new GetEvacuation.Query(id), tablet)).Errors.Single().Code.ShouldBe("attendance.evacuation-not-joined");
        await Task.WhenAll(it.SendAsync(new JoinEvacuation.Command(id), tablet), it.SendAsync(new JoinEvacuation.Command(id), tablet));
        (await it.ListAsync(id, tablet)).Readers.ShouldBe(["Sanne", "Tablet Vissen"], ignoreOrder: true);
        (await it.SendAsync(new JoinEvacuation.Command(id), Drill.OfGroup("L2-A"))).Errors.Single().Code.ShouldBe("attendance.evacuation-unknown");
    }
}

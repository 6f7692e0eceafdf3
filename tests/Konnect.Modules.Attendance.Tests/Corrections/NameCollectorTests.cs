using Konnect.Modules.Attendance.Corrections;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.History;
using Konnect.Modules.Attendance.Tests.DailyAttendance;

namespace Konnect.Modules.Attendance.Tests.Corrections;

public class NameCollectorTests
{
    [Fact]
    public async Task Who_collected_is_told_afterwards_once_and_stands_with_the_presence_and_the_child()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(8);
        var id = (await it.ArriveAsync("L1-A", "K1")).Value.TapIds.Single();
        var oma = await it.ChoiceAsync("L1-A", "K1", "Oma Corrie");
        (await Tell(id, oma)).Errors.Single().Code.ShouldBe("attendance.no-departure");
        it.At(17);
        await it.LeaveAsync("L1-A", "K1");
        (await it.SendAsync(new GetPresence.Query(id, false))).Value.WhoCollected!.People.Count.ShouldBe(3);
        (await Tell(id, null)).Errors.Single().Code.ShouldBe("attendance.collector-asked");
        (await Tell(id, Pickups.Other("Rene van der Veen"))).Errors.Single().Code.ShouldBe("attendance.collector-barred");
        (await Tell(id, oma)).IsSuccess.ShouldBeTrue();
        (await Tell(id, Pickups.Other("Buurman Jan"))).Errors.Single().Code.ShouldBe("attendance.collector-known");

        var presence = (await it.SendAsync(new GetPresence.Query(id, false))).Value;
        (presence.WhoCollected, presence.Taps.Select(t => t.Collected?.Name).ToArray()).ShouldSatisfyAllConditions(p => p.WhoCollected.ShouldBeNull(), p => p.Item2.ShouldBe([null, "Oma Corrie"]));
        (await it.SendAsync(new GetChildAttendance.Query("K1"))).Value.Presences.Single().Collected!.Relation.ShouldBe("oma");

        Task<Konnect.BuildingBlocks.Results.Result<Konnect.BuildingBlocks.Results.Done>> Tell(Guid presence, CollectorChoice? choice) =>
            it.SendAsync(new NameCollector.Command { PresenceId = presence, Collector = choice });
    }

    [Fact]
    public async Task A_presence_of_another_group_is_unknown()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(8);
        var id = (await it.ArriveAsync("L1-B", "K7")).Value.TapIds.Single();
        it.At(17);
        await it.LeaveAsync("L1-B", "K7");
        (await it.SendAsync(new NameCollector.Command { PresenceId = id, Collector = Pickups.Other("Jan") }, AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.presence-unknown");
    }
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Evacuation;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class ListEvacuationsTests
{
    [Fact]
    public async Task The_reports_of_the_own_locations_stand_there_the_latest_first()
    {
        await using var it = await Drill.MorningAsync();
        var first = (await it.StartAsync(Drill.Manager)).Value.Id;
        it.At(10, 6);
        await it.SendAsync(new EndEvacuation.Command { EvacuationId = first }, Drill.Manager);
        var second = (await it.StartAsync(Drill.Manager, drill: false)).Value.Id;
        (await it.SendAsync(new ListEvacuations.Query(), Drill.Manager)).Value.Rows.Select(r => (r.Id, r.IsDrill, r.Lasted)).ShouldBe([(second, false, (Duration?)null), (first, true, Duration.FromMinutes(6))]);
        (await it.SendAsync(new ListEvacuations.Query(), Drill.Manager with { Scope = new AccessScope(false, ["L2"], []) })).Value.Rows.ShouldBeEmpty();
        (await it.SendAsync(new ListEvacuations.Query(), Drill.OfGroup("L1-A"))).Errors.Single().Code.ShouldBe("access.not-allowed");
    }
}

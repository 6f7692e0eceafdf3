using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Evacuation;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class StartEvacuationTests
{
    [Fact]
    public async Task Everybody_present_at_the_location_is_frozen_and_who_comes_or_goes_later_changes_nothing()
    {
        await using var it = await Drill.MorningAsync();
        await it.LeaveAsync("L1-A", "K2");
        var id = (await it.StartAsync(Drill.OfGroup("L1-A"))).Value.Id;
        it.At(10, 5);
        await it.ArriveAsync("L1-A", "K3");
        await it.LeaveAsync("L1-A", "K1");
        var list = await it.ListAsync(id, Drill.OfGroup("L1-A"));
        list.Entries.Select(e => (e.GroupName, e.IsChild, e.Since?.Hour)).ShouldBe([("Vissen", true, 8), ("Vlinders", true, 8), ("Vlinders", false, 8)]);
        (list.IsDrill, list.GroupName, list.StartedBy, list.Missing.Count()).ShouldBe((true, null, "Sanne", 3));
    }

    [Fact]
    public async Task One_group_freezes_that_group_only()
    {
        await using var it = await Drill.MorningAsync();
        var id = (await it.StartAsync(Drill.OfGroup("L1-A"), "L1-A")).Value.Id;
        var list = await it.ListAsync(id, Drill.OfGroup("L1-A"));
        (list.GroupName, list.Entries.Count).ShouldBe(("Vlinders", 3));
    }

    [Fact]
    public async Task A_second_device_joins_and_what_it_asks_for_beyond_the_first_is_taken_over()
    {
        await using var it = await Drill.MorningAsync();
        var first = (await it.StartAsync(Drill.OfGroup("L1-A"), "L1-A")).Value;
        var second = (await it.StartAsync(Drill.OfGroup("L1-B", "Iris"), "L1-B", drill: false)).Value;
        (first.IsJoined, second.IsJoined, second.Id).ShouldBe((false, true, first.Id));
        var list = await it.ListAsync(first.Id, Drill.OfGroup("L1-A"));
        (list.IsDrill, list.GroupName, list.Entries.Count, list.StartedBy).ShouldBe((false, null, 4, "Sanne"));
        (await it.StartAsync(Drill.OfGroup("L1-A"))).Value.Id.ShouldBe(first.Id);
        (await it.ListAsync(first.Id, Drill.OfGroup("L1-A"))).IsDrill.ShouldBeFalse("a real one is no drill again");
    }

    [Fact]
    public async Task Two_at_once_and_a_request_sent_twice_are_one()
    {
        await using var it = await Drill.MorningAsync();
        var request = Guid.NewGuid();
        var answers = await Task.WhenAll(it.StartAsync(Drill.OfGroup("L1-A")), it.StartAsync(Drill.OfGroup("L1-B", "Iris")), it.StartAsync(Drill.OfGroup("L1-A"), request: request), it.StartAsync(Drill.OfGroup("L1-A"), request: request));
        answers.Select(a => a.Value.Id).Distinct().Count().ShouldBe(1);
        (await it.QueryAsync(db => db.Evacuations.CountAsync())).ShouldBe(1);
        (await it.QueryAsync(db => db.EvacuationPersons.CountAsync())).ShouldBe(4);
    }

    [Fact]
    public async Task A_foreign_location_or_group_is_as_unknown_as_none_and_a_role_without_it_starts_nothing()
    {
        await using var it = await Drill.MorningAsync();
        (await it.StartAsync(Drill.OfGroup("L2-A"))).Errors.Single().Code.ShouldBe("attendance.location-unknown");
        (await it.StartAsync(Drill.OfGroup("L1-A"), "L1-B")).Errors.Single().Code.ShouldBe("attendance.group-unknown");
        (await it.StartAsync(new TestUser("Ouder", AccessScope.Everything))).Errors.Single().Code.ShouldBe("access.not-allowed");
        (await it.QueryAsync(db => db.Evacuations.CountAsync())).ShouldBe(0);
    }
}

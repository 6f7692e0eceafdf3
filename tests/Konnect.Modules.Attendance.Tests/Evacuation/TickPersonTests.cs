using Konnect.Modules.Attendance.Evacuation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class TickPersonTests
{
    [Fact]
    public async Task Of_two_devices_the_first_holds_and_both_are_kept()
    {
        await using var it = await Drill.MorningAsync();
        var (sanne, iris) = (Drill.OfGroup("L1-A"), Drill.OfGroup("L1-B", "Iris"));
        var id = (await it.StartAsync(sanne)).Value.Id;
        var name = (await it.ListAsync(id, iris)).Entries.First(e => e.GroupName == "Vlinders").Name;
        it.At(10, 1);
        (await it.TickAsync(id, name, iris)).IsSuccess.ShouldBeTrue("a tablet of another group ticks whoever stands before it");
        it.At(10, 2);
        (await it.TickAsync(id, name, sanne)).IsSuccess.ShouldBeTrue();
        var found = (await it.ListAsync(id, sanne)).Found.Single();
        (found.Name, found.Found!.By, found.Found.At, found.Ticks.Count).ShouldBe((name, "Iris", new LocalTime(10, 1), 2));
    }

    [Fact]
    public async Task A_tick_that_is_taken_back_leaves_the_person_missing_until_the_next()
    {
        await using var it = await Drill.MorningAsync();
        var sanne = Drill.OfGroup("L1-A");
        var id = (await it.StartAsync(sanne)).Value.Id;
        var name = (await it.ListAsync(id, sanne)).Entries[0].Name;
        foreach (var (minute, undo) in new[] { (1, false), (2, false), (3, true) })
        {
            it.At(10, minute);
            await it.TickAsync(id, name, sanne, undo);
        }

        (await it.ListAsync(id, sanne)).Found.ShouldBeEmpty();
        it.At(10, 4);
        await it.TickAsync(id, name, sanne);
        (await it.ListAsync(id, sanne)).Found.Single().Found!.At.ShouldBe(new LocalTime(10, 4));
    }

    [Fact]
    public async Task The_same_request_sent_twice_is_one_tick_and_for_another_person_another()
    {
        await using var it = await Drill.MorningAsync();
        var sanne = Drill.OfGroup("L1-A");
        var id = (await it.StartAsync(sanne)).Value.Id;
        var names = (await it.ListAsync(id, sanne)).Entries.Select(e => e.Name).ToList();
        var request = Guid.NewGuid();
        await Task.WhenAll(it.TickAsync(id, names[0], sanne, request: request), it.TickAsync(id, names[0], sanne, request: request));
        await it.TickAsync(id, names[1], sanne, request: request);
        (await it.QueryAsync(db => db.EvacuationTicks.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_is_on_no_list_of_the_own_location_is_unknown()
    {
        await using var it = await Drill.MorningAsync();
        var id = (await it.StartAsync(Drill.OfGroup("L1-A"))).Value.Id;
        var entry = (await it.ListAsync(id, Drill.OfGroup("L1-A"))).Entries[0].Id;
        (await it.SendAsync(new TickPerson.Command { RequestId = Guid.NewGuid(), EvacuationId = id, EntryId = Guid.NewGuid() }, Drill.OfGroup("L1-A"))).Errors.Single().Code.ShouldBe("attendance.person-not-on-list");
        (await it.SendAsync(new TickPerson.Command { RequestId = Guid.NewGuid(), EvacuationId = id, EntryId = entry }, Drill.OfGroup("L2-A"))).Errors.Single().Code.ShouldBe("attendance.evacuation-unknown");
        (await it.QueryAsync(db => db.EvacuationTicks.CountAsync())).ShouldBe(0);
    }
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Evacuation;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class GetEvacuationTests
{
    [Fact]
    public async Task Telephone_numbers_are_those_of_the_own_groups_only()
    {
        await using var it = await AttendanceHost.CreateAsync(null,
            ("guardians.csv", "number,first_name,last_name,email,phone_mobile\nD1,Quinten,Zandbergen,,0612345678\nD7,Noor,Bakker,,0687654321\n"),
            ("child_guardians.csv", "child_number,guardian_number,relation,has_authority,may_pick_up,contact_order\nK1,D1,parent,true,true,1\nK7,D7,parent,true,true,1\n"));
        it.At(10);
        await it.ArriveAsync("L1-A", "K1");
        await it.ArriveAsync("L1-B", "K7");
        var sanne = Drill.OfGroup("L1-A");
        var id = (await it.StartAsync(sanne)).Value.Id;
        var entries = (await it.ListAsync(id, sanne)).Entries;
        var (own, other) = (entries.Single(e => e.GroupName == "Vlinders"), entries.Single(e => e.GroupName == "Vissen"));
        (own.HasContacts, other.HasContacts).ShouldBe((true, false));
        (await it.ListAsync(id, sanne, own.Id)).Contacts.Select(c => c.Phone).ShouldBe(["0612345678"]);
        (await it.ListAsync(id, sanne, other.Id)).Contacts.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ended_list_is_there_for_the_day_and_afterwards_for_who_reads_the_reports()
    {
        await using var it = await Drill.MorningAsync();
        var sanne = Drill.OfGroup("L1-A");
        var id = (await it.StartAsync(sanne)).Value.Id;
        await it.SendAsync(new EndEvacuation.Command { EvacuationId = id }, sanne);
        (await it.ListAsync(id, sanne)).EndedAt.ShouldNotBeNull();
        it.At(9, 0, AttendanceHost.Friday.PlusDays(3));
        (await it.SendAsync(new GetEvacuation.Query(id), sanne)).Errors.Single().Code.ShouldBe("attendance.evacuation-unknown");
        (await it.ListAsync(id, Drill.Manager)).Entries.Count.ShouldBe(4);
        (await it.SendAsync(new GetEvacuation.Query(id), Drill.Manager with { Scope = new AccessScope(false, ["L2"], []) })).Errors.Single().Code.ShouldBe("attendance.evacuation-unknown");
    }
}

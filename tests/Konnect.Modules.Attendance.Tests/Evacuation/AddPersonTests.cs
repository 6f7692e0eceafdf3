using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Evacuation;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class AddPersonTests
{
    [Fact]
    public async Task A_visitor_and_a_child_that_was_forgotten_are_on_the_list_and_seen()
    {
        await using var it = await Drill.MorningAsync();
        var sanne = Drill.OfGroup("L1-A");
        var id = (await it.StartAsync(sanne)).Value.Id;
        var request = Guid.NewGuid();
        (await AddAsync(it, id, sanne, visitor: "Loodgieter Jan", request: request)).IsSuccess.ShouldBeTrue();
        (await AddAsync(it, id, sanne, visitor: "Loodgieter Jan", request: request)).IsSuccess.ShouldBeTrue();
        (await AddAsync(it, id, sanne, it.Child("K3"))).IsSuccess.ShouldBeTrue();
        var list = await it.ListAsync(id, sanne);
        list.Found.Select(e => (e.GroupName, e.AddedBy, e.Since)).ShouldBe([("", "Sanne", null), ("Vlinders", "Sanne", null)]);
        list.Missing.Count().ShouldBe(4);
        list.MayAdd.ShouldNotContain(c => c.Key == it.Child("K3"));
    }

    [Fact]
    public async Task Who_is_on_the_list_already_is_ticked_and_not_doubled()
    {
        await using var it = await Drill.MorningAsync();
        var sanne = Drill.OfGroup("L1-A");
        var id = (await it.StartAsync(sanne)).Value.Id;
        (await AddAsync(it, id, sanne, it.Child("K1"))).IsSuccess.ShouldBeTrue();
        var list = await it.ListAsync(id, sanne);
        (list.Entries.Count, list.Found.Count()).ShouldBe((4, 1));
    }

    [Fact]
    public async Task A_child_of_another_group_cannot_be_asked_for_by_adding_and_nobody_is_not_added()
    {
        await using var it = await Drill.MorningAsync();
        var sanne = Drill.OfGroup("L1-A");
        var id = (await it.StartAsync(sanne)).Value.Id;
        (await AddAsync(it, id, sanne, it.Child("K8"))).Errors.Single().Code.ShouldBe("attendance.person-unknown");
        (await AddAsync(it, id, sanne)).Errors.Single().Code.ShouldBe("attendance.nobody-named");
        (await AddAsync(it, id, Drill.OfGroup("L2-A"), visitor: "x")).Errors.Single().Code.ShouldBe("attendance.evacuation-unknown");
        (await it.ListAsync(id, sanne)).MayAdd.ShouldNotContain(c => c.Key == it.Child("K8"));
    }

    private static Task<Result<Done>> AddAsync(AttendanceHost it, Guid id, ICurrentUser user, Guid? known = null, string visitor = "", Guid? request = null) =>
        it.SendAsync(new AddPerson.Command { RequestId = request ?? Guid.NewGuid(), EvacuationId = id, Known = known, Visitor = visitor }, user);
}

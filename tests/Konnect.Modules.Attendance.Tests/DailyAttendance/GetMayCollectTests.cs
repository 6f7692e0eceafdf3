using Konnect.Modules.Attendance.CollectorRules;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Domain;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class GetMayCollectTests
{
    [Fact]
    public async Task The_board_knows_who_may_collect_who_may_not_and_what_the_organisation_says()
    {
        await using var it = await Pickups.CreateAsync();
        (await it.PeopleAsync("L1-A", "K1")).Select(p => (p.Name, p.IsAllowed)).ShouldBe([("Zoë Zandbergen", true), ("Oma Corrie", true), ("René van der Veen", false)]);
        var before = (await it.SendAsync(new GetMayCollect.Query("L1-A", [it.Child("K1")]))).Value;
        (before.Ask, before.Instruction).ShouldBe((CollectorAsk.May, ""));
        await it.SendAsync(new SetCollectorRule.Command { Ask = "always", Instruction = "Vraag een legitimatie." });
        var after = (await it.SendAsync(new GetMayCollect.Query("L1-A", [it.Child("K1")]), AttendanceHost.OfGroupA)).Value;
        (after.Ask, after.Instruction).ShouldBe((CollectorAsk.Always, "Vraag een legitimatie."));
    }

    [Fact]
    public async Task A_group_and_a_child_of_others_are_unknown()
    {
        await using var it = await Pickups.CreateAsync();
        (await it.SendAsync(new GetMayCollect.Query("L1-B", [it.Child("K7")]), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.group-unknown");
        (await it.SendAsync(new GetMayCollect.Query("L1-A", [it.Child("K7")]), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.child-unknown");
    }
}

using Konnect.Modules.Attendance.Evacuation;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class EndEvacuationTests
{
    [Fact]
    public async Task The_report_is_kept_with_who_was_never_ticked_and_nothing_changes_it_any_more()
    {
        await using var it = await Drill.MorningAsync();
        var sanne = Drill.OfGroup("L1-A");
        var id = (await it.StartAsync(sanne)).Value.Id;
        var entries = (await it.ListAsync(id, sanne)).Entries;
        it.At(10, 2);
        await it.TickAsync(id, entries[0].Name, sanne);
        it.At(10, 7);
        (await it.SendAsync(new EndEvacuation.Command { EvacuationId = id, Remark = " De deur klemde. " }, sanne)).IsSuccess.ShouldBeTrue();

        it.At(11);
        (await it.TickAsync(id, entries[1].Name, sanne)).Errors.Single().Code.ShouldBe("attendance.evacuation-ended");
        (await it.TickAsync(id, entries[0].Name, sanne, undo: true)).Errors.Single().Code.ShouldBe("attendance.evacuation-ended");
        (await it.SendAsync(new AddPerson.Command { RequestId = Guid.NewGuid(), EvacuationId = id, Visitor = "Jan" }, sanne)).Errors.Single().Code.ShouldBe("attendance.evacuation-ended");
        (await it.SendAsync(new EndEvacuation.Command { EvacuationId = id, Remark = "anders" }, Drill.Manager)).Errors.Single().Code.ShouldBe("attendance.evacuation-ended");

        var report = await it.ListAsync(id, Drill.Manager);
        (report.Remark, report.EndedBy, report.EndedAt, report.Lasted).ShouldBe(("De deur klemde.", "Sanne", new LocalTime(10, 7), Duration.FromMinutes(7)));
        (report.Found.Names(), report.Missing.Count()).ShouldBe((entries[0].Name, 3));
        report.Found.Single().Ticks.Select(t => (t.At, t.By, t.IsUndo)).ShouldBe([(new LocalTime(10, 2), "Sanne", false)]);
        (await it.StartAsync(sanne)).Value.IsJoined.ShouldBeFalse("the next one is another");
    }

    [Fact]
    public async Task Only_the_own_location_ends_it()
    {
        await using var it = await Drill.MorningAsync();
        var id = (await it.StartAsync(Drill.OfGroup("L1-A"))).Value.Id;
        (await it.SendAsync(new EndEvacuation.Command { EvacuationId = id }, Drill.OfGroup("L2-A"))).Errors.Single().Code.ShouldBe("attendance.evacuation-unknown");
        (await it.ListAsync(id, Drill.OfGroup("L1-A"))).EndedAt.ShouldBeNull();
    }
}

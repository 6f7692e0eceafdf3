using Konnect.Modules.Attendance.CollectorRules;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Tests.DailyAttendance;
using Konnect.Modules.Attendance.Today;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.CollectorRules;

public class SetCollectorRuleTests
{
    [Fact]
    public async Task What_left_without_it_since_it_is_always_asked_stands_on_the_page_of_the_day()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4");
        it.At(16);
        await it.LeaveAsync("L1-A", "K4");
        it.At(16, 30);
        await it.SendAsync(new SetCollectorRule.Command { Ask = "always" });
        it.At(17);
        await it.LeaveAsync("L1-A", "K2", "K3");
        await it.LeaveAsync("L1-A", await it.ChoiceAsync("L1-A", "K1", "Oma Corrie"), null, "K1");
        // Setting it again is no new beginning.
        await it.SendAsync(new SetCollectorRule.Command { Ask = "always", Instruction = "Vraag een legitimatie." });
        (await ListAsync()).ShouldBe([("Kind2", new LocalTime(17, 0)), ("Kind3", new LocalTime(17, 0))], ignoreOrder: true);

        var undone = await it.QueryAsync(db => Task.FromResult(db.ChildTaps.Where(t => t.ChildId == it.Child("K2")).AsEnumerable().Last().Id));
        await it.SendAsync(new UndoTaps.Command { GroupCode = "L1-A", TapIds = [undone] });
        (await ListAsync()).Select(l => l.Name).ShouldBe(["Kind3"]);
        await it.SendAsync(new SetCollectorRule.Command { Ask = "may" });
        (await ListAsync()).ShouldBeEmpty();

        async Task<IReadOnlyList<(string Name, LocalTime At)>> ListAsync() => [.. (await it.SendAsync(new GetToday.Query(null))).Value.Uncollected.Select(u => (u.Name, u.At))];
    }

    [Theory]
    [InlineData("sometimes", 0, "input.invalid", "Ask")]
    [InlineData("may", 301, "input.too-long", "Instruction")]
    public async Task What_makes_no_sense_is_refused_with_its_field(string ask, int length, string code, string field)
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new SetCollectorRule.Command { Ask = ask, Instruction = new string('x', length) })).Errors.Select(e => (e.Code, e.Field)).ShouldBe([(code, field)]);
    }
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Evacuation;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

public class SyncEvacuationTests
{
    private static readonly TestUser Sanne = Drill.OfGroup("L1-A");
    private static readonly TestUser Iris = Drill.OfGroup("L1-B", "Iris");

    [Fact]
    public async Task What_a_device_began_alone_becomes_a_list_and_sent_twice_it_is_one()
    {
        await using var it = await Drill.MorningAsync();
        var sent = Of(it, 10, 0, ["K1", "K2", "S1", "K7"], ("K1", 1), ("K7", 2)) with { IsDrill = true };
        it.At(10, 30);
        var answer = (await it.SendAsync(sent, Sanne)).Value;
        (answer.IsToday, answer.Refusals.Count).ShouldBe((true, 0));
        it.At(10, 31);
        (await it.SendAsync(sent, Sanne)).Value.Id.ShouldBe(answer.Id);
        var list = await it.ListAsync(answer.Id, Sanne);
        (list.StartedAt, list.StartedBy, list.IsDrill, list.EndedAt, list.Entries.Count).ShouldBe((new LocalTime(10, 0), "Sanne", true, null, 4));
        list.Found.SelectMany(e => e.Ticks).Select(t => (t.At, t.By, t.IsOffline)).Order().ShouldBe([(new LocalTime(10, 1), "Sanne", true), (new LocalTime(10, 2), "Sanne", true)]);
        list.BegunOffline.Select(s => (s.At, s.By, s.IsDrill, s.Received, s.SentBy)).ShouldBe([(new LocalTime(10, 0), "Sanne", true, AttendanceHost.Friday.At(new LocalTime(10, 30)), "Sanne")]);
        (await it.QueryAsync(db => db.EvacuationTicks.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_ticked_after_it_was_sent_comes_with_the_next_time_also_when_the_list_has_ended()
    {
        await using var it = await Drill.MorningAsync();
        var sent = Of(it, 10, 0, ["K1", "K2"], ("K1", 1));
        it.At(10, 5);
        var id = (await it.SendAsync(sent, Sanne)).Value.Id;
        await it.SendAsync(new EndEvacuation.Command { EvacuationId = id }, Drill.Manager);
        it.At(10, 40);
        var more = Of(it, 10, 0, [], ("K2", 6)).Ticks.Single();
        (await it.SendAsync(sent with { SentAt = it.Host.Clock.Now, Ticks = [.. sent.Ticks, more] }, Sanne)).Value.Id.ShouldBe(id);
        (await it.ListAsync(id, Drill.Manager)).Found.Select(e => e.Found!.At).Order().ShouldBe([new LocalTime(10, 1), new LocalTime(10, 6)]);
        (await it.QueryAsync(db => db.Evacuations.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task It_joins_the_one_that_goes_on_which_then_began_earlier_and_is_of_everybody()
    {
        await using var it = await Drill.MorningAsync();
        it.At(10, 4);
        var open = (await it.StartAsync(Iris, "L1-B")).Value.Id;
        it.At(10, 5);
        await it.TickAsync(open, (await it.ListAsync(open, Iris)).Entries.Single().Name, Iris);
        it.At(10, 9);
        var sent = Of(it, 10, 2, ["K1", "K2", "S1", "K7"], ("K1", 3), ("K7", 7));
        (await it.SendAsync(sent, Sanne)).Value.Id.ShouldBe(open);
        (await it.SendAsync(sent, Sanne)).Value.Id.ShouldBe(open);
        var list = await it.ListAsync(open, Iris);
        (list.GroupName, list.StartedAt, list.StartedBy, list.IsDrill, list.Entries.Count).ShouldBe((null, new LocalTime(10, 2), "Sanne", false, 4));
        // Of two ticks on one child the first holds.
        list.Found.Select(e => (e.Found!.At, e.Found.By)).Order().ShouldBe([(new LocalTime(10, 3), "Sanne"), (new LocalTime(10, 5), "Iris")]);
        (await it.QueryAsync(db => db.Evacuations.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_device_takes_back_its_own_ticks_only_and_the_list_those_that_it_had_received()
    {
        await using var it = await Drill.MorningAsync();
        var open = (await it.StartAsync(Iris)).Value.Id;
        it.At(10, 1);
        var k1 = (await it.QueryAsync(db => db.EvacuationPersons.SingleAsync(p => p.ChildId == it.Child("K1")))).Name;
        var k2 = (await it.QueryAsync(db => db.EvacuationPersons.SingleAsync(p => p.ChildId == it.Child("K2")))).Name;
        await it.TickAsync(open, k1, Iris);
        it.At(10, 8);
        await it.TickAsync(open, k2, Iris);
        it.At(10, 9);
        await it.TickAsync(open, k2, Iris, undo: true);
        // Sanne ticked K1 by mistake and took it back, and K2 before Iris did.
        var sent = Of(it, 10, 2, ["K1", "K2"], ("K1", 3), ("K2", 4));
        sent = sent with { Ticks = [.. sent.Ticks, sent.Ticks[0] with { Id = Guid.NewGuid(), At = Instant(10, 5), IsUndo = true }] };
        it.At(10, 10);
        await it.SendAsync(sent, Sanne);
        (await it.ListAsync(open, Iris)).Found.Where(e => e.Name == k1 || e.Name == k2).Select(e => (e.Found!.By, e.Found.At)).Order().ShouldBe([("Iris", new LocalTime(10, 1)), ("Sanne", new LocalTime(10, 4))]);
        it.At(10, 11);
        await it.TickAsync(open, k2, Iris, undo: true);
        (await it.ListAsync(open, Iris)).Missing.Select(e => e.Name).ShouldContain(k2, "by then she saw it");
    }

    [Fact]
    public async Task Two_devices_at_once_are_one_list_with_the_ticks_of_both()
    {
        await using var it = await Drill.MorningAsync();
        it.At(10, 30);
        var (one, other) = (Of(it, 10, 0, ["K1", "K2", "S1"], ("K1", 1), ("K2", 2)), Of(it, 10, 1, ["K7", "K1", "K3"], ("K7", 2), ("K1", 3), ("K3", 4)));
        var answers = (await Task.WhenAll(it.SendAsync(one, Sanne), it.SendAsync(other, Iris))).Concat(await Task.WhenAll(it.SendAsync(one, Sanne), it.SendAsync(one, Sanne))).ToList();
        var id = answers.Select(a => a.Value.Id).Distinct().ShouldHaveSingleItem();
        var list = await it.ListAsync(id, Drill.Manager);
        (list.StartedAt, list.Entries.Count, list.Found.Count(), list.BegunOffline.Count).ShouldBe((new LocalTime(10, 0), 4, 3, 2));
        answers.Where(a => a.Value.Refusals.Count > 0).SelectMany(a => a.Value.Refusals).Select(r => r.Id).Distinct().ShouldBe([it.Child("K3")], "K3 is of the other group, and never came");
        (await it.QueryAsync(db => db.EvacuationTicks.CountAsync())).ShouldBe(4);
    }

    [Fact]
    public async Task It_belongs_to_one_that_ended_meanwhile_or_just_before_and_no_other_begins()
    {
        await using var it = await Drill.MorningAsync();
        var open = (await it.StartAsync(Drill.Manager)).Value.Id;
        it.At(10, 10);
        await it.SendAsync(new EndEvacuation.Command { EvacuationId = open }, Drill.Manager);
        it.At(11);
        (await it.SendAsync(Of(it, 10, 1, ["K1"], ("K1", 5)) with { IsDrill = true }, Sanne)).Value.Id.ShouldBe(open);
        (await it.SendAsync(Of(it, 9, 48, ["K2"], ("K2", 51)), Sanne)).Value.Id.ShouldBe(open);
        var list = await it.ListAsync(open, Drill.Manager);
        list.Found.Select(e => e.Found!.At).Order().ShouldBe([new LocalTime(9, 51), new LocalTime(10, 5)]);
        (list.IsDrill, list.EndedAt).ShouldBe((false, new LocalTime(10, 10)), "one of them was real");
        (await it.SendAsync(Of(it, 10, 40, ["K1"], ("K1", 41)), Sanne)).Value.Id.ShouldNotBe(open, "half an hour after the end it is another");
    }

    [Fact]
    public async Task Whom_the_device_could_not_know_is_looked_for_while_somebody_can_and_is_no_news_of_an_ended_one()
    {
        await using var it = await Drill.MorningAsync();
        it.At(9, 58);
        await it.ArriveAsync("L1-B", "K8");
        it.At(10, 3);
        var first = (await it.SendAsync(Of(it, 10, 0, ["K1"]), Sanne)).Value.Id;
        (await it.ListAsync(first, Drill.Manager)).Missing.Count().ShouldBe(5, "also K2, S1, K7 and K8, who came after the board was kept");
        await it.SendAsync(new EndEvacuation.Command { EvacuationId = first }, Drill.Manager);

        it.At(12);
        var group = (await it.StartAsync(Iris, "L1-B")).Value.Id;
        it.At(12, 10);
        await it.SendAsync(new EndEvacuation.Command { EvacuationId = group }, Iris);
        await it.SendAsync(Of(it, 12, 5, ["K1"], ("K1", 6)), Sanne);
        (await it.ListAsync(group, Drill.Manager)).Entries.Count.ShouldBe(3, "K7, K8 and K1");
    }

    [Fact]
    public async Task One_of_another_day_is_over_and_nobody_joins_it()
    {
        await using var it = await Drill.MorningAsync();
        var sent = Of(it, 10, 0, ["K1"], ("K1", 6));
        it.At(9, date: AttendanceHost.Friday.PlusDays(3));
        var monday = (await it.StartAsync(Drill.Manager)).Value.Id;
        var answer = (await it.SendAsync(sent, Sanne)).Value;
        (answer.IsToday, answer.Id == monday).ShouldBe((false, false));
        var list = await it.ListAsync(answer.Id, Drill.Manager);
        (list.Date, list.EndedAt, list.EndedBy).ShouldBe((AttendanceHost.Friday, new LocalTime(10, 6), "Sanne"));
        (await it.StartAsync(Drill.Manager)).Value.Id.ShouldBe(monday);

        it.At(9, date: AttendanceHost.Friday.PlusDays(20));
        (await it.SendAsync(sent with { RequestId = Guid.NewGuid() }, Sanne)).Errors.Single().Code.ShouldBe("attendance.evacuation-too-old");
    }

    [Fact]
    public async Task A_clock_that_is_ten_minutes_ahead_is_taken_out_and_nothing_happens_later_than_now_or_before_the_start()
    {
        await using var it = await Drill.MorningAsync();
        it.At(10, 30);
        var sent = Of(it, 10, 10, ["K1", "K2", "S1"], ("K1", 12), ("K2", 59), ("S1", 2)) with { AheadSeconds = 600, SentAt = Instant(10, 40) };
        var id = (await it.SendAsync(sent with { Ticks = [.. sent.Ticks.Select(t => t with { AheadSeconds = 600 })] }, Sanne)).Value.Id;
        var list = await it.ListAsync(id, Drill.Manager);
        list.StartedAt.ShouldBe(new LocalTime(10, 0));
        list.Found.Select(e => e.Found!.At).Order().ShouldBe([new LocalTime(10, 0), new LocalTime(10, 2), new LocalTime(10, 30)]);
    }

    [Fact]
    public async Task Who_is_unknown_is_refused_alone_and_who_had_left_is_not_looked_for_unless_seen()
    {
        await using var it = await Drill.MorningAsync();
        it.At(9, 50);
        await it.LeaveAsync("L1-A", "K1", "K2");
        it.At(10, 30);
        var stranger = Guid.NewGuid();
        var sent = Of(it, 10, 0, ["K1", "K2", "S1", "K7", "K20"], ("K2", 1), ("S1", 2));
        sent = sent with { People = [.. sent.People, new(stranger, "L1-A")], Ticks = [.. sent.Ticks, sent.Ticks[0] with { Id = Guid.NewGuid(), PersonId = stranger }] };
        var answer = (await it.SendAsync(sent, Sanne)).Value;
        answer.Refusals.Select(r => (r.Id, r.Why.Code)).ShouldBe([(it.Child("K20"), "attendance.person-unknown"), (stranger, "attendance.person-unknown")]);
        var list = await it.ListAsync(answer.Id, Drill.Manager);
        (list.Found.Count(), list.Missing.Count(), list.Found.Count(e => e.AddedBy == "Sanne")).ShouldBe((2, 1, 1), "K1 went home, and K2 was seen all the same");
    }

    [Fact]
    public async Task Children_of_other_groups_who_never_came_and_of_other_locations_are_no_names_to_ask_for()
    {
        await using var it = await Drill.MorningAsync();
        var sent = Of(it, 10, 0, ["K3", "K8", "K20"], ("K8", 1), ("K20", 2));
        var answer = (await it.SendAsync(sent, Sanne)).Value;
        answer.Refusals.Select(r => r.Id).ShouldBe([it.Child("K8"), it.Child("K20")]);
        (await it.ListAsync(answer.Id, Sanne)).Entries.Count.ShouldBe(5, "K3 is expected on her own group");
    }

    [Fact]
    public async Task Who_had_the_device_is_told_even_when_somebody_else_sends_and_nobody_can_make_that_up()
    {
        await using var it = await Drill.MorningAsync();
        var holder = it.Host.Services.GetRequiredService<DeviceHolder>().Seal("Sanne");
        var sent = Of(it, 10, 0, ["K1", "K2"], ("K1", 1), ("K2", 2)) with { Holder = holder };
        sent = sent with { Ticks = [sent.Ticks[0] with { Holder = holder }, sent.Ticks[1] with { Holder = "Sanne" }] };
        var id = (await it.SendAsync(sent, Drill.OfGroup("L1-A", "Tablet Vlinders"))).Value.Id;
        var list = await it.ListAsync(id, Drill.OfGroup("L1-A", "Tablet Vlinders"));
        (list.StartedBy, list.BegunOffline.Single().By, list.BegunOffline.Single().SentBy).ShouldBe(("Sanne", "Sanne", "Tablet Vlinders"));
        list.Found.Select(e => e.Found!.By).Order(StringComparer.Ordinal).ShouldBe(["Sanne", "Tablet Vlinders"]);
        list.Readers.ShouldBe(["Sanne", "Tablet Vlinders"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_foreign_location_is_as_unknown_as_none_and_a_role_without_it_sends_nothing()
    {
        await using var it = await Drill.MorningAsync();
        var sent = Of(it, 10, 0, ["K1"], ("K1", 0));
        (await it.SendAsync(sent, Drill.OfGroup("L2-A"))).Errors.Single().Code.ShouldBe("attendance.location-unknown");
        (await it.SendAsync(sent with { LocationCode = "L9" }, Sanne)).Errors.Single().Code.ShouldBe("attendance.location-unknown");
        (await it.SendAsync(sent, new TestUser("Ouder", AccessScope.Everything))).Errors.Single().Code.ShouldBe("access.not-allowed");
        (await it.QueryAsync(db => db.Evacuations.CountAsync())).ShouldBe(0);
        // A key that somebody else made is no way into another list.
        var own = (await it.SendAsync(sent, Sanne)).Value.Id;
        (await it.SendAsync(sent with { LocationCode = "L2" }, Drill.OfGroup("L2-A"))).Value.Id.ShouldNotBe(own);
        (await it.QueryAsync(db => db.EvacuationTicks.CountAsync(t => t.EvacuationId == own))).ShouldBe(1);
    }

    [Fact]
    public async Task Too_many_or_without_a_key_is_refused_whole()
    {
        await using var it = await Drill.MorningAsync();
        var sent = Of(it, 10, 0, ["K1"], ("K1", 0));
        foreach (var wrong in new[]
        {
            sent with { RequestId = Guid.Empty }, sent with { LocationCode = "" }, sent with { Holder = new string('x', 1001) }, sent with { Ticks = [sent.Ticks[0] with { Id = Guid.Empty }] },
            sent with { People = [.. Enumerable.Repeat(sent.People[0], 1001)] }, sent with { Ticks = [.. Enumerable.Repeat(sent.Ticks[0], 3001)] },
        })
            (await it.SendAsync(wrong, Sanne)).IsSuccess.ShouldBeFalse();
        (await it.QueryAsync(db => db.Evacuations.CountAsync())).ShouldBe(0);
    }

    private static SyncEvacuation.Command Of(AttendanceHost it, int hour, int minute, string[] people, params (string Number, int Minute)[] ticks) => new()
    {
        RequestId = Guid.NewGuid(),
        LocationCode = "L1",
        At = Instant(hour, minute),
        AheadSeconds = 0,
        SentAt = it.Host.Clock.Now,
        People = [.. people.Select(number => new SyncEvacuation.SentPerson(Key(it, number), "L1-A"))],
        Ticks = [.. ticks.Select(t => new SyncEvacuation.SentTick(Guid.NewGuid(), Key(it, t.Number), Instant(hour, t.Minute), 0, false, ""))],
    };

    private static Guid Key(AttendanceHost it, string number) => number[0] == 'S' ? it.Staff(number) : it.Child(number);

    private static Instant Instant(int hour, int minute) => AttendanceHost.Friday.At(new LocalTime(hour, minute)).InZoneLeniently(KonnectHost.Zone).ToInstant();
}

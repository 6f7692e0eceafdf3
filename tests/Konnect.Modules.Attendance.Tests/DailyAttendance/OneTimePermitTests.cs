using Konnect.Modules.Attendance.CollectorRules;
using Konnect.Modules.Attendance.Corrections;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Audit.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

/// <summary>A child leaves with somebody who may collect it once.</summary>
public class OneTimePermitTests
{
    [Fact]
    public async Task With_the_right_code_the_child_leaves_and_it_is_kept_who_took_it_by_which_right()
    {
        await using var it = await ArrivedAsync();
        var (id, code) = await it.PermitAsync();
        (await it.PermitsAsync()).Select(p => (p.Id, p.Name, p.Relation, p.HasPhoto, p.TriesLeft)).ShouldBe([(id, "Buurman Jan", "buurman van oma", true, 5)]);
        (await it.CollectAsync(id, code)).IsSuccess.ShouldBeTrue();
        (await OutAsync(it)).ShouldBe(new Collected(id, "Buurman Jan", "one-time-permit", "buurman van oma", false));
        (await it.PermitsAsync()).ShouldBeEmpty();
        (await it.QueryAsync(db => db.ChildPresences.SingleAsync())).DepartedAt.ShouldNotBeNull();
        var trail = await TrailAsync(it);
        trail[0].Kind.ShouldBe("attendance.check-out-children");
        trail[0].Changes.Select(c => (c.Record, c.Fields.Single().Name)).ShouldBe([("CollectorPermit", "CollectedAt"), ("ChildPresence", "DepartedAt")], ignoreOrder: true);
        trail.SelectMany(l => l.Changes).SelectMany(c => c.Fields).ShouldAllBe(f => f.Old != code && f.New != code);
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
    }

    [Fact]
    public async Task With_a_wrong_code_nobody_leaves_it_tells_how_many_tries_are_left_and_the_fifth_closes_it()
    {
        await using var it = await ArrivedAsync();
        var (id, code) = await it.PermitAsync();
        for (var i = 1; i < 5; i++)
        {
            var refused = (await it.CollectAsync(id, OneTimePermits.Wrong(code, i))).Errors.Single();
            (refused.Code, refused.Field, refused.Args.Single()).ShouldBe(("children.permit-wrong-code", "Code", 5 - i));
        }

        (await it.CollectAsync(id, OneTimePermits.Wrong(code, 5))).Errors.Single().Code.ShouldBe("children.permit-closed");
        (await it.CollectAsync(id, code)).Errors.Single().Code.ShouldBe("children.permit-closed");
        (await it.PermitsAsync()).Single().TriesLeft.ShouldBe(0);
        (await it.QueryAsync(db => db.ChildPresences.SingleAsync())).DepartedAt.ShouldBeNull();
        (await it.QueryAsync(db => db.ChildTaps.CountAsync(t => t.Kind == TapKind.Out))).ShouldBe(0);
        (await TrailAsync(it)).Count(l => l.Kind == "children.wrong-permit-code").ShouldBe(5);
        // The parent was called: somebody else, with why.
        (await it.LeaveAsync("L1-A", Pickups.Other("Buurman Jan"), null, "K1")).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Sent_twice_it_is_one_departure_and_one_use_and_a_wrong_code_one_try()
    {
        await using var it = await ArrivedAsync();
        var (id, code) = await it.PermitAsync();
        var (wrong, right) = (Guid.NewGuid(), Guid.NewGuid());
        for (var i = 0; i < 2; i++)
            (await it.CollectAsync(id, OneTimePermits.Wrong(code), wrong)).Errors.Single().Args.Single().ShouldBe(4);
        var taps = (await it.CollectAsync(id, code, right)).Value.TapIds;
        (await it.CollectAsync(id, code, right)).Value.TapIds.ShouldBe(taps);
        (await it.QueryAsync(db => db.ChildTaps.CountAsync(t => t.Kind == TapKind.Out))).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_tablets_with_the_same_code_at_once_one_registers_and_the_other_answers_the_same()
    {
        await using var it = await ArrivedAsync();
        for (var round = 0; round < 3; round++)
        {
            var (id, code) = await it.PermitAsync(name: $"Jan {round}");
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => it.CollectAsync(id, code)));
            answers.ShouldAllBe(a => a.IsSuccess);
            answers.Select(a => a.Value.TapIds.Single()).Distinct().Count().ShouldBe(1);
            (await it.QueryAsync(db => db.ChildTaps.CountAsync(t => t.CollectorId == id))).ShouldBe(1);
            it.At(17, 10 + (round * 2));
            await it.ArriveAsync("L1-A", "K1");
            (await it.CollectAsync(id, code)).Errors.Single().Code.ShouldBe("children.permit-used", "the child came back; the code does not");
        }
    }

    [Fact]
    public async Task Wrong_codes_of_several_tablets_at_once_all_count()
    {
        await using var it = await ArrivedAsync();
        var (id, code) = await it.PermitAsync();
        await Task.WhenAll(Enumerable.Range(1, 7).Select(i => it.CollectAsync(id, OneTimePermits.Wrong(code, i))));
        (await it.PermitsAsync()).Single().TriesLeft.ShouldBe(0);
        (await TrailAsync(it)).Count(l => l.Kind == "children.wrong-permit-code").ShouldBe(5);
    }

    [Fact]
    public async Task Chosen_without_a_code_nobody_leaves_and_it_is_no_try()
    {
        await using var it = await ArrivedAsync();
        var (id, code) = await it.PermitAsync();
        foreach (var typed in new[] { "", "12", "abcd" })
            (await it.CollectAsync(id, typed)).Errors.Select(e => (e.Code, e.Field)).ShouldBe([("children.permit-code", "Code")]);
        (await it.LeaveAsync("L1-A", new CollectorChoice { Code = code }, null, "K1")).Errors.Single().Code.ShouldBe("attendance.collector-asked");
        (await it.PermitsAsync()).Single().TriesLeft.ShouldBe(5);
    }

    [Fact]
    public async Task A_departure_that_is_refused_for_something_else_uses_no_code()
    {
        await using var it = await ArrivedAsync();
        var (id, code) = await it.PermitAsync();
        (await it.CollectAsync(id, code, at: new LocalTime(7, 0))).Errors.Single().Code.ShouldBe("attendance.departure-before-arrival");
        (await it.CollectAsync(id, code, number: "K2")).Errors.Single().Code.ShouldBe("attendance.not-present");
        (await it.CollectAsync(id, code)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_withdrawn_is_for_another_day_or_of_another_child_is_not_offered_and_refused()
    {
        await using var it = await ArrivedAsync();
        await it.ArriveAsync("L1-B", "K7");
        var (withdrawn, tomorrow, noor) = (await it.PermitAsync(name: "A"), await it.PermitAsync(name: "B", day: AttendanceHost.Friday.PlusDays(1)), await it.PermitAsync("K7", "C"));
        await it.WithdrawPermitAsync("K1", withdrawn.Id);
        (await it.PermitsAsync()).ShouldBeEmpty();
        (await it.CollectAsync(withdrawn.Id, withdrawn.Code)).Errors.Single().Code.ShouldBe("children.permit-withdrawn");
        (await it.CollectAsync(tomorrow.Id, tomorrow.Code)).Errors.Single().Code.ShouldBe("children.permit-other-day");
        (await it.CollectAsync(noor.Id, noor.Code)).Errors.Select(e => (e.Code, e.Field)).ShouldBe([("attendance.collector-unknown", "Id")]);
        (await it.PermitsAsync("L1-B", "K7")).Single().TriesLeft.ShouldBe(5);
        (await it.QueryAsync(db => db.ChildTaps.CountAsync(t => t.Kind == TapKind.Out))).ShouldBe(0);
    }

    [Fact]
    public async Task Who_does_not_work_with_the_group_can_try_nothing()
    {
        await using var it = await ArrivedAsync();
        await it.ArriveAsync("L1-B", "K7");
        var (id, code) = await it.PermitAsync("K7");
        foreach (var group in new[] { "L1-A", "L1-B" })
            (await it.SendAsync(new CheckOutChildren.Command { GroupCode = group, ChildIds = [it.Child("K7")], Collector = new() { Id = id, Code = OneTimePermits.Wrong(code) } }, AttendanceHost.OfGroupA)).IsSuccess.ShouldBeFalse();
        (await it.PermitsAsync("L1-B", "K7")).Single().TriesLeft.ShouldBe(5);
    }

    [Fact]
    public async Task Where_nothing_is_kept_of_who_collects_the_code_is_asked_all_the_same()
    {
        await using var it = await ArrivedAsync();
        await it.SendAsync(new SetCollectorRule.Command { Ask = "never" });
        var (id, code) = await it.PermitAsync();
        (await it.CollectAsync(id, "")).Errors.Single().Code.ShouldBe("children.permit-code");
        (await it.CollectAsync(id, OneTimePermits.Wrong(code))).Errors.Single().Code.ShouldBe("children.permit-wrong-code");
        (await it.CollectAsync(id, code)).IsSuccess.ShouldBeTrue();
        (await OutAsync(it)).ShouldBeNull();
        (await it.PermitsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Afterwards_it_can_be_told_with_the_code_the_same_day()
    {
        await using var it = await ArrivedAsync();
        var (id, code) = await it.PermitAsync();
        await it.LeaveAsync("L1-A", "K1");
        var presence = await it.QueryAsync(db => db.ChildPresences.Select(p => p.Id).SingleAsync());
        (await it.SendAsync(new GetPresence.Query(presence, false))).Value.WhoCollected!.Permits.Single().Id.ShouldBe(id);
        (await TellAsync(OneTimePermits.Wrong(code))).Errors.Single().Code.ShouldBe("children.permit-wrong-code");
        (await OutAsync(it)).ShouldBeNull();
        (await TellAsync(code)).IsSuccess.ShouldBeTrue();
        (await TellAsync(code)).Errors.Single().Code.ShouldBe("attendance.collector-known");
        (await OutAsync(it))!.Name.ShouldBe("Buurman Jan");

        Task<Konnect.BuildingBlocks.Results.Result<Konnect.BuildingBlocks.Results.Done>> TellAsync(string told) =>
            it.SendAsync(new NameCollector.Command { RequestId = Guid.NewGuid(), PresenceId = presence, Collector = new() { Id = id, Code = told } });
    }

    [Fact]
    public async Task A_permit_for_today_is_none_for_yesterday()
    {
        await using var it = await ArrivedAsync();
        await it.LeaveAsync("L1-A", "K1");
        var presence = await it.QueryAsync(db => db.ChildPresences.Select(p => p.Id).SingleAsync());
        it.At(9, 0, AttendanceHost.Friday.PlusDays(1));
        var (id, code) = await it.PermitAsync(day: AttendanceHost.Friday.PlusDays(1));
        (await it.SendAsync(new GetPresence.Query(presence, false))).Value.WhoCollected!.Permits.ShouldBeEmpty();
        (await it.SendAsync(new NameCollector.Command { PresenceId = presence, Collector = new() { Id = id, Code = code } })).Errors.Single().Code.ShouldBe("children.permit-other-day");
    }

    private static async Task<AttendanceHost> ArrivedAsync()
    {
        var it = await Pickups.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        it.At(17);
        return it;
    }

    private static async Task<Collected?> OutAsync(AttendanceHost it) => (await it.QueryAsync(db => db.ChildTaps.SingleAsync(t => t.Kind == TapKind.Out))).Collected;

    private static Task<IReadOnlyList<FileTrailLine>> TrailAsync(AttendanceHost it) =>
        it.Host.InScopeAsync(s => s.GetRequiredService<IFileTrail>().ListAsync([it.Child("K1").ToString(), "K1"], null, 100, CancellationToken.None));
}

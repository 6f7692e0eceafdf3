using Konnect.Modules.Attendance.Corrections;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Corrections;

public class CorrectPresenceTests
{
    private static readonly (string, string) Forgotten = ("attendance.csv", "child_number,group_code,date,arrived,departed\nK1,L1-A,2026-11-19,08:00,");

    private static CorrectPresence.Command Correction(Guid id, int hour, string reason = "Vergeten uit te checken") =>
        new() { Id = id, GroupCode = "L1-A", ArrivedAt = new LocalTime(8, 0), DepartedAt = new LocalTime(hour, 0), Reason = reason };

    [Fact]
    public async Task A_forgotten_check_out_is_corrected_the_old_value_is_kept_and_the_facts_follow()
    {
        await using var it = await AttendanceHost.CreateAsync(null, Forgotten);
        var thursday = AttendanceHost.Friday.PlusDays(-1);
        var day = await it.QueryAsync(db => db.RatioDays.SingleAsync(d => d.Date == thursday && d.Basis == "actual"));
        (day.Incomplete, day.ChildMinutes).ShouldBe((true, 630));

        var id = await it.QueryAsync(db => db.ChildPresences.Select(p => p.Id).SingleAsync());
        (await it.SendAsync(Correction(id, 17), AttendanceHost.OfGroupA)).IsSuccess.ShouldBeTrue();
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);

        day = await it.QueryAsync(db => db.RatioDays.SingleAsync(d => d.Date == thursday && d.Basis == "actual"));
        (day.Incomplete, day.ChildMinutes).ShouldBe((false, 540));
        (await it.QueryAsync(db => db.ChildAttendance.SingleAsync())).Corrected.ShouldBeTrue();
        var history = (await it.SendAsync(new GetPresence.Query(id, false))).Value.History.Single();
        (history.By, history.Reason, history.From, history.To).ShouldBe(("Sanne", "Vergeten uit te checken", new LocalTime(8, 0), null));
    }

    [Fact]
    public async Task A_correction_without_a_reason_is_refused()
    {
        await using var it = await AttendanceHost.CreateAsync(null, Forgotten);
        var id = await it.QueryAsync(db => db.ChildPresences.Select(p => p.Id).SingleAsync());
        var refused = (await it.SendAsync(Correction(id, 17, reason: ""))).Errors.Single();
        (refused.Code, refused.Field).ShouldBe(("attendance.reason-required", "Reason"));
    }

    [Fact]
    public async Task A_departure_before_the_arrival_and_a_presence_of_another_group_are_refused()
    {
        await using var it = await AttendanceHost.CreateAsync(null, Forgotten);
        var id = await it.QueryAsync(db => db.ChildPresences.Select(p => p.Id).SingleAsync());
        (await it.SendAsync(Correction(id, 7))).Errors.Single().Code.ShouldBe("attendance.departure-before-arrival");
        (await it.SendAsync(Correction(id, 17), AttendanceHost.OfGroupA with { Scope = new(false, [], ["L1-B"]) })).Errors.Single().Code.ShouldBe("attendance.presence-unknown");
    }

    [Fact]
    public async Task A_presence_that_should_not_have_been_is_taken_back_and_counts_nowhere()
    {
        await using var it = await AttendanceHost.CreateAsync(null, Forgotten);
        var id = await it.QueryAsync(db => db.ChildPresences.Select(p => p.Id).SingleAsync());
        await it.SendAsync(new CorrectPresence.Command { Id = id, Withdraw = true, Reason = "Verkeerde kind" });
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
        (await it.QueryAsync(db => db.ChildAttendance.CountAsync())).ShouldBe(0);
        (await it.SendAsync(new GetPresence.Query(id, false))).Value.IsWithdrawn.ShouldBeTrue();
    }
}

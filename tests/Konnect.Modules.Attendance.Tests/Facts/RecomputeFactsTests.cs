using Konnect.Modules.Attendance.Corrections;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Facts;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Facts;

public class RecomputeFactsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_any_sequence_of_changes_computing_again_finds_no_difference(int seed)
    {
        await using var it = await AttendanceHost.CreateAsync();
        var random = new Random(seed);
        var groups = new[] { "L1-A", "L1-B", "L1-S" };
        var minute = 7 * 60;
        for (var step = 0; step < 60; step++)
        {
            minute += random.Next(0, 12);
            it.At(minute / 60, minute % 60);
            var (group, child, member) = (groups[random.Next(3)], $"K{random.Next(1, 12)}", $"S{random.Next(1, 5)}");
            switch (random.Next(8))
            {
                case 0 or 1 or 2: await it.ArriveAsync(group, child); break;
                case 3: await it.LeaveAsync(group, child); break;
                case 4: await it.StaffComesAsync(group, member); break;
                case 5: await it.SendAsync(new CheckOutStaff.Command { GroupCode = group, StaffId = it.Staff(member) }); break;
                case 6: await it.SendAsync(new ReportAbsence.Command { GroupCode = group, ChildIds = [it.Child(child)], From = AttendanceHost.Friday, To = AttendanceHost.Friday.PlusDays(random.Next(5)), Reason = "holiday" }); break;
                default:
                    if (await it.QueryAsync(db => db.ChildPresences.OrderBy(p => p.ChildId).Select(p => (Guid?)p.Id).FirstOrDefaultAsync()) is { } presence)
                        await it.SendAsync(new CorrectPresence.Command { Id = presence, GroupCode = group, ArrivedAt = new LocalTime(7, random.Next(60)), DepartedAt = random.Next(2) == 0 ? null : new LocalTime(minute / 60, minute % 60), Reason = "Test" });
                    break;
            }

            if (random.Next(10) == 0)
                await it.Host.DrainAsync();
        }

        var found = await it.RecomputeAsync();
        found.Differences.ShouldBeEmpty($"seed {seed}");
        found.DifferingRows.ShouldBe(0, $"seed {seed}");
        found.Days.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task A_fact_that_somebody_tampered_with_is_found_and_repaired()
    {
        await using var it = await AttendanceHost.CreateAsync(null, ("attendance.csv", "child_number,group_code,date,arrived,departed\nK1,L1-A,2026-11-18,08:00,17:00"));
        await it.QueryAsync(db => db.RatioDays.Where(d => d.Basis == "actual").ExecuteUpdateAsync(s => s.SetProperty(d => d.BreachMinutes, 0)));
        var found = await it.RecomputeAsync();
        (found.DifferingRows, found.Differences.Single().Fact).ShouldBe((1, "RatioDayFact"));
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
        (await it.QueryAsync(db => db.RatioDays.SingleAsync(d => d.Basis == "actual"))).BreachMinutes.ShouldBe(540);
    }

    [Fact]
    public async Task A_day_moves_with_the_time_and_ends_at_closing_time_when_nobody_checked_out()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        await it.Host.DrainAsync();
        var clock = it.Host.Services.GetRequiredService<FactsClock>();
        Task<int> MinutesAsync() => it.QueryAsync(db => db.RatioDays.Where(d => d.Basis == "actual").Select(d => d.ChildMinutes).SingleAsync());

        it.At(9, 30);
        await clock.TickAsync(CancellationToken.None);
        (await MinutesAsync()).ShouldBe(90);
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);

        it.At(0, 5, AttendanceHost.Friday.PlusDays(1));
        await clock.TickAsync(CancellationToken.None);
        (await MinutesAsync()).ShouldBe(630);
        (await it.QueryAsync(db => db.RatioDays.SingleAsync(d => d.Basis == "actual"))).Incomplete.ShouldBeTrue();
        (await it.QueryAsync(db => db.ComputedDays.AnyAsync(d => d.AsOf != null))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_corrected_birth_date_reaches_the_ages_of_past_days()
    {
        await using var it = await AttendanceHost.CreateAsync(null, ("attendance.csv", "child_number,group_code,date,arrived,departed\nK1,L1-A,2026-11-18,08:00,17:00"));
        await SampleOrganisation.ImportAsync(it.Host, ("children.csv", "number,first_name,last_name,birth_date\nK1,Kind1,De Vries,2024-02-01"));
        await it.Host.DrainAsync();
        (await it.QueryAsync(db => db.RatioSegments.SingleAsync(s => s.Basis == "actual"))).Age2.ShouldBe(1);
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
    }

    [Theory]
    [InlineData("2026-10-25", "01:30", "03:30", 180)]
    [InlineData("2026-03-29", "01:30", "03:30", 60)]
    public async Task A_night_of_a_clock_change_has_the_minutes_it_really_had(string date, string arrived, string departed, int minutes)
    {
        await using var it = await AttendanceHost.CreateAsync(
            null,
            ("placements.csv", "number,child_number,group_code,start_date\nP1,K1,L1-A,2026-01-01"),
            ("placement_days.csv", "placement_number,weekday,start_time,end_time\nP1,1,08:00,17:00"),
            ("attendance.csv", $"child_number,group_code,date,arrived,departed\nK1,L1-A,{date},{arrived},{departed}"));
        (await it.QueryAsync(db => db.ChildAttendance.SingleAsync())).Minutes.ShouldBe(minutes);
    }
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Host.Tests;

/// <summary>
/// An incremental refresh reads a set in windows of days, months and years. Together they hold every row once, whatever the clocks did: the address of
/// each window is what Power Query makes of the script on the set's page.
/// </summary>
public sealed class IncrementalRefreshTests : IAsyncLifetime
{
    /// <summary>Days around what could go wrong: the turn of the year, the end of a month, and the nights in which the clocks change.</summary>
    private static readonly string[] Days =
    [
        "2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01", "2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31", "2026-04-01",
        "2026-10-23", "2026-10-24", "2026-10-25", "2026-10-26", "2026-10-31", "2026-11-01", "2026-11-19",
    ];

    private static readonly string[] Names = ["Absences", "ChildAttendance", "Occupancy", "PlannedAttendance", "RatioDays", "RatioSegments", "StaffAttendance"];

    private KonnectHost host = null!;
    private HttpClient client = null!;
    private Visitor office = null!;

    public static TheoryData<string> Sets => [.. Names];

    public async Task InitializeAsync()
    {
        host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(
            host,
            ("attendance.csv", $"""
            child_number,group_code,date,arrived,departed
            {string.Join('\n', Days.SelectMany(day => (string[])[$"K4,L1-A,{day},01:30,03:30", $"K5,L1-A,{day},00:00,23:59", $"K7,L1-B,{day},08:00,17:00"]))}
            """),
            ("staff_attendance.csv", $"""
            staff_number,group_code,date,arrived,departed
            {string.Join('\n', Days.Select(day => $"S1,L1-A,{day},00:15,23:45"))}
            """),
            ("absences.csv", """
            child_number,from_date,to_date,reason,reported_at
            K8,2026-10-19,2026-11-06,holiday,2026-10-01 10:00
            """));
        await Office.SettledAsync(host);
        office = await Office.SignInAsync(host);
        client = Office.Program(host, await office.MakeTokenAsync("Power BI"));
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        office.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public void Every_set_with_days_is_tried() =>
        host.Services.GetServices<IReportingSet>().Where(s => s.Readers.Contains(ApiScopeKind.Bi) && s.RowType.GetProperty("DateKey") is not null).Select(s => s.Name).Order(StringComparer.Ordinal)
            .ShouldBe(Names);

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Windows_that_follow_each_other_hold_every_row_once(string set)
    {
        var script = (await office.OpenAsync($"/reports/{set}")).QuerySelector("#day-script")!.TextContent;
        script.ShouldContain("DayOf = (moment as datetime) as number => Date.Year(moment) * 10000 + Date.Month(moment) * 100 + Date.Day(moment),");
        script.ShouldContain("each [DateKey] >= DayOf(RangeStart) and [DateKey] < DayOf(RangeEnd)");
        var all = await RowsAsync(set, null);
        all.ShouldNotBeEmpty();
        all.Distinct().Count().ShouldBe(all.Count);
        all.ShouldContain(row => row.Contains("2026-10-26", StringComparison.Ordinal));
        foreach (var windows in (IEnumerable<DateTime>[])[Years(), Months(), DaysWhereClocksChange()])
        {
            var read = new List<string>();
            foreach (var (from, to) in windows.Zip(windows.Skip(1)))
                read.AddRange(await RowsAsync(set, (from, to)));
            read.Order(StringComparer.Ordinal).ShouldBe(all.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("2026-03-29")]
    [InlineData("2026-10-25")]
    public async Task A_day_on_which_the_clocks_change_is_a_window_like_any_other(string day)
    {
        var from = DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var rows = await RowsAsync("ChildAttendance", (from, from.AddDays(1)));
        rows.Count.ShouldBe(3);
        rows.ShouldAllBe(row => row.Contains($"\"Date\":\"{day}\"", StringComparison.Ordinal));
    }

    private static IEnumerable<DateTime> Years() => Enumerable.Range(2025, 5).Select(year => new DateTime(year, 1, 1));

    private static IEnumerable<DateTime> Months() => Enumerable.Range(0, 37).Select(i => new DateTime(2025, 1, 1).AddMonths(i));

    /// <summary>As a refresh that keeps days for a while: months, but days in the months in which the clocks change.</summary>
    private static IEnumerable<DateTime> DaysWhereClocksChange() => Months().SelectMany(month => month is { Year: 2026, Month: 3 or 10 }
        ? Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(day => month.AddDays(day))
        : [month]);

    private async Task<List<string>> RowsAsync(string set, (DateTime From, DateTime To)? window)
    {
        var filter = window is { } w ? $"?$filter={Uri.EscapeDataString($"DateKey ge {DayOf(w.From)} and DateKey lt {DayOf(w.To)}")}" : "";
        using var response = await client.GetAsync($"/odata/v1/{set}{filter}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return [.. JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("value").EnumerateArray().Select(row => row.GetRawText())];
    }

    /// <summary>As the script has it.</summary>
    private static int DayOf(DateTime moment) => (moment.Year * 10000) + (moment.Month * 100) + moment.Day;
}

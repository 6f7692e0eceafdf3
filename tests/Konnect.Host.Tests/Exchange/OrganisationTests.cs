using System.Text;
using System.Text.Json.Nodes;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Host.Tests.Exchange;

/// <summary>The demo organisation, through the real container, in and out.</summary>
public sealed class OrganisationTests : IAsyncLifetime
{
    private static readonly string Regenboog = Path.Combine(AppContext.BaseDirectory, "Demo", "regenboog");

    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Every_file_of_the_organisation_is_taken_in()
    {
        var report = await ImportAsync(host, Regenboog);

        report.Errors.ShouldBeEmpty();
        report.SkippedFiles.ShouldBeEmpty();
        report.Files.Select(f => f.File).Order(StringComparer.Ordinal).ShouldBe(Directory.EnumerateFiles(Regenboog).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        foreach (var file in report.Files)
            (file.File, file.New).ShouldBe((file.File, RowsOf(file.File)));
    }

    [Fact]
    public async Task A_second_time_changes_nothing()
    {
        await ImportAsync(host, Regenboog);

        var report = await ImportAsync(host, Regenboog);

        report.Errors.ShouldBeEmpty();
        report.Files.Sum(f => f.New + f.Changed + f.Removed).ShouldBe(0);
    }

    [Fact]
    public async Task A_dry_run_of_everything_leaves_nothing()
    {
        var report = await ImportAsync(host, Regenboog, new ImportOptions(DryRun: true));

        report.Files.Sum(f => f.New).ShouldBeGreaterThan(4_000);
        var empty = await ExportAsync(host, "empty");
        Directory.EnumerateFiles(empty).Count().ShouldBe(17);
        Directory.EnumerateFiles(empty).ShouldAllBe(f => File.ReadAllLines(f).Length == 1);
    }

    [Fact]
    public async Task Export_import_into_an_empty_installation_and_export_again_gives_equal_files()
    {
        await ImportAsync(host, Regenboog);
        await using var other = await KonnectHost.CreateAsync();

        var first = await ExportAsync(host, "first.zip");
        (await ImportAsync(other, first)).Errors.ShouldBeEmpty();
        var second = await ExportAsync(other, "second.zip");

        File.ReadAllBytes(second).ShouldBe(File.ReadAllBytes(first));
    }

    [Fact]
    public async Task The_export_holds_the_rows_that_came_in()
    {
        await ImportAsync(host, Regenboog);

        var export = await ExportAsync(host, "out");

        foreach (var file in Directory.EnumerateFiles(Regenboog))
        {
            var (came, went) = (File.ReadAllLines(file), File.ReadAllLines(Path.Combine(export, Path.GetFileName(file))));
            went[0].ShouldBe(came[0]);
            went.Order(StringComparer.Ordinal).ShouldBe(came.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task What_a_row_may_not_say_is_refused_with_line_and_column()
    {
        await ImportAsync(host, Regenboog);

        await Refused("locations.csv", "L2,Oost,,,,,,,18:30,07:30", "closes '07:30' planning.ends-before-start");
        await Refused("groups.csv", "L1-NEW,L1,Nieuw,kdv,false,4,2,12", "age_to '2' planning.ages-reversed");
        await Refused("groups.csv", "L1-NEW,L1,Nieuw,crèche,false,0,4,12", "care_type 'crèche' exchange.expected-word");
        await Refused("groups.csv", "L1-NEW,L7,Nieuw,kdv,false,0,4,12", "location_code 'L7' exchange.reference-unknown");
        await Refused("children.csv", "K1,Anna,,,Smit,2025-01-01,vrouw,,,", "sex '' exchange.expected-word");
        await Refused("children.csv", "K1,Anna,,,Smit,2025-01-01,f,,,S9999", "mentor_number 'S9999' exchange.reference-unknown");
        await Refused("staff.csv", "S1,Anna,,Smit,,practitioner,true,,,2026-02-01,2026-01-01", "ends_on '' planning.ends-before-it-starts");
        await Refused("staff.csv", "S1,Anna,,Smit,,juf,true,,,2026-02-01,", "job '' exchange.expected-word");
        await Refused("placements.csv", "P1,K00001,L1-DRE,,2026-02-01,2026-01-31", "end_date '2026-01-31' planning.ends-before-it-starts");
        await Refused("placements.csv", "P1,K1,L1-DRE,,2026-02-01,", "child_number 'K1' exchange.reference-unknown");
        await Refused("placement_days.csv", "P00001,8,08:00,13:00,every", "weekday '8' exchange.expected-integer-between");
        await Refused("placement_days.csv", "P00001,1,13:00,08:00,every", "end_time '08:00' planning.ends-before-start");
        await Refused("placement_days.csv", "P00001,1,08:00,13:00,weekly", "weeks 'weekly' exchange.expected-word");
        await Refused("roster.csv", "S0003,L1-DRE,2026-12-01,17:00,09:00,,", "end_time '09:00' planning.ends-before-start");
        await Refused("roster.csv", "S0003,L1-DRE,2026-12-01,09:00,17:00,12:00,", "break_end '' planning.half-a-break");
        await Refused("roster.csv", "S0003,L1-DRE,2026-12-01,09:00,17:00,16:45,17:15", "break_start '16:45' planning.break-outside-shift");
        await Refused("absences.csv", "K00001,2026-12-02,2026-12-01,sick,", "to_date '2026-12-01' attendance.ends-before-it-starts");
        await Refused("absences.csv", "K00001,2026-12-01,2026-12-01,griep,", "reason '' exchange.expected-word");
        await Refused("attendance.csv", "K00001,L1-DRE,2026-12-01,17:00,09:00", "departed '09:00' attendance.departure-before-arrival");
        await Refused("child_guardians.csv", "K00001,D00001,mother,true,,", "relation '' exchange.expected-word");
        await Refused("child_guardians.csv", "K00001,D1,parent,true,,", "guardian_number 'D1' exchange.reference-unknown");
        await Refused("notes.csv", "K00001,asthma,Inhalator", "kind '' exchange.expected-word");
        await Refused("calendar.csv", "L1,2026-12-01,feest,", "kind 'feest' exchange.expected-word");

        async Task Refused(string file, string row, string expected)
        {
            var report = await ImportAsync(host, Folder((file, row)));
            report.Errors.Select(e => $"{e.File}:{e.Line} {e.Column} '{e.Value}' {e.Reason.Code}").ShouldBe([$"{file}:2 {expected}"]);
        }
    }

    [Theory]
    [InlineData("K00001,L1-DRE,2026-12-01,08:00,12:00", "K00001,L1-VLI,2026-12-01,11:59,17:00")]
    [InlineData("K00001,L1-DRE,2026-12-01,08:00,12:00", "K00001,L1-DRE,2026-12-01,09:00,10:00")]
    [InlineData("K00001,L1-DRE,2026-12-01,08:00,12:00", "K00001,L1-VLI,2026-12-01,09:00,")]
    [InlineData("K00001,L1-DRE,2026-12-01,08:00,", "K00001,L1-VLI,2026-12-01,09:00,")]
    public async Task Overlapping_presences_of_one_child_are_refused_with_both_lines(string first, string second)
    {
        await ImportAsync(host, Regenboog);

        var report = await ImportAsync(host, Folder(("attendance.csv", first + "\r\n" + second)));

        report.Errors.Single().ShouldSatisfyAllConditions(e => e.Line.ShouldBe(3), e => e.Reason.Code.ShouldBe("exchange.overlaps-line"), e => e.Reason.Args.ShouldBe([2]));
    }

    [Fact]
    public async Task A_child_may_be_in_two_groups_one_after_the_other()
    {
        await ImportAsync(host, Regenboog);

        var report = await ImportAsync(host, Folder(("attendance.csv", "K00001,L1-DRE,2026-12-01,08:00,12:00\r\nK00001,L1-VLI,2026-12-01,12:00,17:00\r\nK00002,L1-DRE,2026-12-01,07:30,\r\nK00002,L1-VLI,2026-12-01,13:00,17:00")));

        report.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_presence_that_differs_is_corrected_and_what_was_corrected_here_stays()
    {
        await ImportAsync(host, Regenboog);
        // K00010 was on L1-DRE from 07:46 to 17:26.
        var later = await ImportAsync(host, Folder(("attendance.csv", "K00010,L1-DRE,2026-08-31,07:50,17:26")));
        var back = await ImportAsync(host, Regenboog);

        later.Errors.ShouldBeEmpty();
        later.Files.Single().ShouldSatisfyAllConditions(f => f.Changed.ShouldBe(1), f => f.New.ShouldBe(0), f => f.ChangedColumns.Keys.ShouldBe(["arrived"]));
        back.Errors.ShouldBeEmpty();
        back.Files.Single(f => f.File == "attendance.csv").ShouldSatisfyAllConditions(f => f.Changed.ShouldBe(0), f => f.New.ShouldBe(0));
        (await ExportedAsync("attendance.csv")).ShouldContain("K00010,L1-DRE,2026-08-31,07:50,17:26");
    }

    [Fact]
    public async Task A_departure_that_was_missing_is_filled_in()
    {
        await ImportAsync(host, Regenboog);
        var open = File.ReadLines(Path.Combine(Regenboog, "attendance.csv")).First(l => l.EndsWith(','));

        var report = await ImportAsync(host, Folder(("attendance.csv", open + "18:00")));
        var again = await ImportAsync(host, Folder(("attendance.csv", open)));

        report.Errors.ShouldBeEmpty();
        report.Files.Single().Changed.ShouldBe(1);
        again.Files.Single().ShouldSatisfyAllConditions(f => f.Changed.ShouldBe(0), f => f.Unchanged.ShouldBe(1));
        (await ExportedAsync("attendance.csv")).ShouldContain(open + "18:00");
    }

    [Fact]
    public async Task Planning_can_be_replaced_from_a_date_on()
    {
        await ImportAsync(host, Regenboog);
        var from = new LocalDate(2026, 12, 1);
        var before = await ExportedAsync("roster.csv");
        var folder = Folder(
            ("placements.csv", "P00001,K00001,L1-DRE,Dagopvang 52 weken,2026-11-10,\r\nP90000,K00002,L1-VLI,,2026-12-07,"),
            ("placement_days.csv", "P00001,1,08:00,18:30,every\r\nP90000,2,08:00,13:00,odd"),
            ("roster.csv", "S0003,L1-DRE,2026-12-01,09:00,17:00,,"));

        var dry = await ImportAsync(host, folder, new ImportOptions(DryRun: true, ReplaceFrom: from));
        (await ExportedAsync("roster.csv")).ShouldBe(before);
        var report = await ImportAsync(host, folder, new ImportOptions(ReplaceFrom: from));
        var again = await ImportAsync(host, folder, new ImportOptions(ReplaceFrom: from));

        report.Errors.ShouldBeEmpty();
        dry.Files.Select(f => (f.File, f.New, f.Changed, f.Removed)).ShouldBe(report.Files.Select(f => (f.File, f.New, f.Changed, f.Removed)));
        again.Files.Sum(f => f.New + f.Changed + f.Removed).ShouldBe(0);
        (await ExportedAsync("roster.csv")).ShouldBe([.. before.Where(r => r.Contains(",date,", StringComparison.Ordinal) || string.CompareOrdinal(r.Split(',')[2], "2026-12-01") < 0), "S0003,L1-DRE,2026-12-01,09:00,17:00,,"]);
        var placements = (await ExportedAsync("placements.csv")).Skip(1).Select(r => r.Split(',')).ToList();
        placements.ShouldAllBe(p => p[0] == "P00001" || p[0] == "P90000" || (p[5].Length > 0 && string.CompareOrdinal(p[5], "2026-12-01") < 0));
        placements.Count.ShouldBeGreaterThan(100);
        var days = await ExportedAsync("placement_days.csv");
        days.Where(d => d.StartsWith("P00001", StringComparison.Ordinal)).ShouldBe(["P00001,1,08:00,18:30,every"]);
        days.ShouldContain("P00002,2,07:30,18:30,every", "a pattern of the past stays with its placement");
    }

    [Fact]
    public async Task A_replaced_pattern_leaves_the_days_before_that_date_as_they_were()
    {
        await ImportAsync(host, Regenboog);
        // P00001 holds from Tuesday 10 November on Monday 07:30, Tuesday 08:00, Thursday 08:00 and in even weeks Friday; from December on Monday and Wednesday.
        var folder = Folder(("placement_days.csv", "P00001,1,07:30,17:00,every\r\nP00001,3,08:00,13:00,every"));

        foreach (var from in new[] { new LocalDate(2026, 12, 14), new LocalDate(2026, 12, 1) })
        {
            (await ImportAsync(host, folder, new ImportOptions(ReplaceFrom: from))).Errors.ShouldBeEmpty();
            (await ImportAsync(host, folder, new ImportOptions(ReplaceFrom: from))).Files.Sum(f => f.New + f.Changed + f.Removed).ShouldBe(0);
        }

        (await PlannedAsync(new LocalDate(2026, 11, 9))).ShouldBe(["Tuesday 08:00-13:00", "Thursday 08:00-13:00", "Friday 07:30-18:30"]);
        (await PlannedAsync(new LocalDate(2026, 11, 23))).ShouldBe(["Monday 07:30-18:30", "Tuesday 08:00-13:00", "Thursday 08:00-13:00", "Friday 07:30-18:30"]);
        (await PlannedAsync(new LocalDate(2026, 11, 30))).ShouldBe(["Monday 07:30-18:30", "Wednesday 08:00-13:00"]);
        (await PlannedAsync(new LocalDate(2026, 12, 7))).ShouldBe(["Monday 07:30-17:00", "Wednesday 08:00-13:00"]);
        (await ExportedAsync("placement_days.csv")).Where(d => d.StartsWith("P00001", StringComparison.Ordinal)).ShouldBe(["P00001,1,07:30,17:00,every", "P00001,3,08:00,13:00,every"]);

        Task<string[]> PlannedAsync(LocalDate monday) => host.InScopeAsync(async services =>
        {
            var child = await services.GetRequiredService<IChildDirectory>().FindByNumberAsync("K00001", CancellationToken.None);
            var days = await services.GetRequiredService<IDayPlanLookup>().GetAsync(["L1"], monday, monday.PlusDays(6), CancellationToken.None);
            return days.SelectMany(d => d.Children.Where(c => c.ChildId == child!.Id).Select(c => $"{d.Date.DayOfWeek} {c.StartsAt:HH:mm}-{c.EndsAt:HH:mm}")).ToArray();
        });
    }

    [Fact]
    public async Task An_import_tells_once_per_location_which_days_changed()
    {
        await ImportAsync(host, Regenboog);
        var first = await OutboxAsync();
        await ImportAsync(host, Regenboog);
        var second = await OutboxAsync();
        await ImportAsync(host, Folder(("roster.csv", "S0003,L1-DRE,2026-12-01,09:00,17:00,,"), ("absences.csv", "K00002,2026-12-07,2026-12-08,holiday,")));
        await ImportAsync(host, Folder(("children.csv", "K00002,Liam,Liam,,Hendriks,2025-07-11,m,pl,,S0001")));

        first.ShouldBe(["planning.plan-changed.v1 from 2025-04-19 to -", "attendance.presences-imported.v1 from 2026-08-31 to 2027-02-05"], ignoreOrder: true);
        second.ShouldBe(first);
        (await OutboxAsync()).Skip(2).Order(StringComparer.Ordinal).ShouldBe(
        [
            "attendance.presences-imported.v1 from 2026-12-07 to 2026-12-08",
            "children.birth-dates-changed.v1 from  to ",
            "planning.plan-changed.v1 from 2026-12-01 to 2026-12-01",
        ]);

        Task<string[]> OutboxAsync() => host.InScopeAsync(async services =>
        {
            var messages = await services.GetRequiredService<MessagingDbContext>().Outbox.AsNoTracking().OrderBy(m => m.Id).ToListAsync();
            return messages.Select(m => (m.Type, Body: JsonNode.Parse(m.Body)!.AsObject()))
                .Select(m => $"{m.Type} from {Day(m.Body, "from")} to {Day(m.Body, "to")}").ToArray();
        });

        static string? Day(JsonObject body, string name) => body.ContainsKey(name) ? body[name]?.ToString() ?? "-" : null;
    }

    [Fact]
    public async Task Without_replacement_what_disappears_stays()
    {
        await ImportAsync(host, Regenboog);

        await ImportAsync(host, Folder(("roster.csv", "S0003,L1-DRE,2026-12-01,09:00,17:00,,")));

        (await ExportedAsync("roster.csv")).Length.ShouldBe(RowsOf("roster.csv") + 1 + 1);
    }

    [Fact]
    public async Task A_file_that_nobody_owns_yet_is_reported_and_skipped()
    {
        var folder = Folder(("locations.csv", "L1,De Regenboog,,,,,,,07:30,18:30"));
        File.WriteAllText(Path.Combine(folder, "consents.csv"), "child_number,consent_code,guardian_number,decision,decided_on\r\nK1,x,D1,granted,2026-01-01\r\n");

        var report = await ImportAsync(host, folder);

        report.IsAccepted.ShouldBeTrue();
        report.SkippedFiles.ShouldBe(["consents.csv"]);
    }

    private static int RowsOf(string file) => File.ReadLines(Path.Combine(Regenboog, file)).Count() - 1;

    private static Task<ImportReport> ImportAsync(KonnectHost host, string path, ImportOptions? options = null) => host.InScopeAsync(async services =>
    {
        var report = await services.GetRequiredService<ExchangeImport>().RunAsync(path, options ?? new ImportOptions(), CancellationToken.None);
        var texts = services.GetRequiredService<TextCatalog>().In("nl");
        foreach (var error in report.Errors)
            texts[error.Reason].ShouldNotStartWith("error.", Case.Sensitive, "an error without a sentence");
        return report;
    });

    private static Task<string> ExportAsync(KonnectHost host, string name) => host.InScopeAsync(async services =>
    {
        var path = Path.Combine(host.DataDirectory, name);
        await services.GetRequiredService<ExchangeExport>().RunAsync(path, null, CancellationToken.None);
        return path;
    });

    private async Task<string[]> ExportedAsync(string file) => await File.ReadAllLinesAsync(Path.Combine(await ExportAsync(host, "exported"), file));

    /// <summary>A folder with these rows, under the organisation's own headers.</summary>
    private string Folder(params (string File, string Rows)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(host.DataDirectory, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (file, rows) in files)
            File.WriteAllText(Path.Combine(folder, file), $"{File.ReadLines(Path.Combine(Regenboog, file)).First()}\r\n{rows}\r\n", new UTF8Encoding(false));
        return folder;
    }
}

using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using NodaTime;

namespace Konnect.Host.Tests.Exchange;

public sealed class ImportTests : IDisposable
{
    private const string Boxes = """"
        number,label,owner,colour,weight,fragile,made_on,seen_at
        B1,Books,Anna,red,12,ja,2026-01-31,2026-02-01 08:15
        B2,"Cups, ""blue""",,sky,,0,,

        """";

    private const string Stays = """
        box_number,date,from,to
        B1,2026-03-02,08:00,12:00
        B1,2026-03-02,13:00,17:00
        B2,2026-03-03,09:30,10:00

        """;

    private readonly Specimen specimen = new();

    public void Dispose() => specimen.Dispose();

    [Fact]
    public async Task Rows_become_entities_with_every_kind_of_value()
    {
        var report = await specimen.ImportAsync(("boxes.csv", Boxes), ("stays.csv", Stays));

        report.IsAccepted.ShouldBeTrue();
        report.Files.Select(f => (f.File, f.Rows, f.New, f.Changed, f.Unchanged)).ShouldBe([("boxes.csv", 2, 2, 0, 0), ("stays.csv", 3, 3, 0, 0)]);
        var boxes = await specimen.BoxesAsync();
        boxes.Select(b => b.Label).ShouldBe(["Books", "Cups, \"blue\""]);
        boxes.Select(b => b.Colour).ShouldBe([Colour.Red, Colour.Blue]);
        boxes.Select(b => b.Fragile).ShouldBe([true, false]);
        boxes[0].MadeOn.ShouldBe(new LocalDate(2026, 1, 31));
        boxes[0].SeenAt.ShouldBe(Instant.FromUtc(2026, 2, 1, 8, 15));
        boxes[1].ShouldSatisfyAllConditions(b => b.Owner.ShouldBeNull(), b => b.Weight.ShouldBeNull(), b => b.MadeOn.ShouldBeNull());
        (await specimen.StaysAsync()).Count.ShouldBe(3);
        specimen.Completions.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_folder_twice_changes_nothing()
    {
        var folder = specimen.Folder(("boxes.csv", Boxes), ("stays.csv", Stays));
        await specimen.ImportAsync(folder);

        var again = await specimen.ImportAsync(folder);

        again.Files.Sum(f => f.New + f.Changed + f.Removed).ShouldBe(0);
        again.Files.Sum(f => f.Unchanged).ShouldBe(5);
    }

    [Fact]
    public async Task A_changed_row_tells_which_columns_changed()
    {
        await specimen.ImportAsync(("boxes.csv", Boxes));

        var report = await specimen.ImportAsync(("boxes.csv", Boxes.Replace("Books,Anna", "Novels,Bert", StringComparison.Ordinal).Replace("sky", "dark_green", StringComparison.Ordinal)));

        report.Files[0].ShouldSatisfyAllConditions(f => f.Changed.ShouldBe(2), f => f.Unchanged.ShouldBe(0));
        report.Files[0].ChangedColumns.ShouldBe(new Dictionary<string, long> { ["colour"] = 1, ["label"] = 1, ["owner"] = 1 }, ignoreOrder: true);
        (await specimen.BoxesAsync()).Select(b => (b.Label, b.Colour)).ShouldBe([("Novels", Colour.Red), ("Cups, \"blue\"", Colour.DarkGreen)]);
    }

    [Fact]
    public async Task An_empty_value_is_unknown_and_an_absent_column_says_nothing()
    {
        await specimen.ImportAsync(("boxes.csv", Boxes));

        var report = await specimen.ImportAsync(("boxes.csv", "number,label,owner\nB1,Books,\n"));

        report.Files[0].ChangedColumns.Keys.ShouldBe(["owner"]);
        (await specimen.BoxesAsync())[0].ShouldSatisfyAllConditions(b => b.Owner.ShouldBeNull(), b => b.Weight.ShouldBe(12), b => b.Fragile.ShouldBeTrue());
    }

    [Fact]
    public async Task A_dry_run_shows_what_an_import_does_and_changes_nothing()
    {
        var folder = specimen.Folder(("boxes.csv", Boxes), ("stays.csv", Stays));

        var dry = await specimen.ImportAsync(folder, new ImportOptions(DryRun: true));
        (await specimen.BoxesAsync()).ShouldBeEmpty();
        var real = await specimen.ImportAsync(folder);

        dry.IsDryRun.ShouldBeTrue();
        dry.Files.Select(f => (f.File, f.Rows, f.New)).ShouldBe(real.Files.Select(f => (f.File, f.Rows, f.New)));
    }

    [Fact]
    public async Task Any_error_and_nothing_is_changed()
    {
        var report = await specimen.ImportAsync(("boxes.csv", Boxes), ("stays.csv", Stays + "B1,2026-13-01,08:00,09:00\n"));

        report.IsAccepted.ShouldBeFalse();
        (await specimen.BoxesAsync()).ShouldBeEmpty();
        (await specimen.StaysAsync()).ShouldBeEmpty();
        specimen.Completions.ShouldBe(0);
    }

    [Fact]
    public async Task Semicolons_a_byte_order_mark_and_columns_in_another_order_are_understood()
    {
        var report = await specimen.ImportAsync(("boxes.csv", "\uFEFFlabel;colour;NUMBER\r\n\"Cups; blue\";SKY;B2\r\n"));

        report.IsAccepted.ShouldBeTrue();
        (await specimen.BoxesAsync()).Single().ShouldSatisfyAllConditions(b => b.Number.ShouldBe("B2"), b => b.Label.ShouldBe("Cups; blue"), b => b.Colour.ShouldBe(Colour.Blue));
    }

    [Fact]
    public async Task Unknown_columns_and_files_are_reported_and_skipped()
    {
        var report = await specimen.ImportAsync(("boxes.csv", "number,label,smell\nB1,Books,old\n"), ("lids.csv", "number\n1\n"), ("readme.txt", "bsn"));

        report.IsAccepted.ShouldBeTrue();
        report.Files.Single().UnknownColumns.ShouldBe(["smell"]);
        report.SkippedFiles.ShouldBe(["lids.csv", "readme.txt"]);
    }

    [Fact]
    public async Task Files_are_read_in_the_order_of_their_references_whatever_their_names()
    {
        var progress = new List<string>();

        await specimen.ImportAsync(specimen.Folder(("STAYS.CSV", Stays), ("Boxes.csv", Boxes)), new ImportOptions(Progress: new Watcher(p => progress.Add($"{p.File} {p.Rows}"))));

        progress.ShouldBe(["boxes.csv 2", "stays.csv 3"]);
    }

    [Fact]
    public async Task Progress_ends_with_all_bytes()
    {
        ExchangeProgress? last = null;

        await specimen.ImportAsync(specimen.Folder(("boxes.csv", Boxes), ("stays.csv", Stays)), new ImportOptions(Progress: new Watcher(p => last = p)));

        last!.BytesTotal.ShouldBe(Boxes.Length + Stays.Length);
        last.BytesDone.ShouldBe(last.BytesTotal);
    }

    [Fact]
    public async Task A_file_can_be_divided_over_more_batches_than_one()
    {
        var rows = Enumerable.Range(0, 5_001).Select(i => $"X{i},Box {i}");

        var report = await specimen.ImportAsync(("boxes.csv", "number,label\n" + string.Join('\n', rows)), ("stays.csv", "box_number,date,from,to\nX5000,2026-01-01,08:00,09:00"));

        report.IsAccepted.ShouldBeTrue();
        (await specimen.BoxesAsync()).Count.ShouldBe(5_001);
    }

    [Fact]
    public async Task A_row_that_means_the_same_thing_under_another_key_changes_it()
    {
        await specimen.ImportAsync(("boxes.csv", Boxes), ("stays.csv", Stays));

        var report = await specimen.ImportAsync(("stays.csv", Stays.Replace("08:00,12:00", "07:45,12:00", StringComparison.Ordinal)));

        report.Files[0].ShouldSatisfyAllConditions(f => f.New.ShouldBe(0), f => f.Changed.ShouldBe(1), f => f.Unchanged.ShouldBe(2), f => f.ChangedColumns.Keys.ShouldBe(["from"]));
        (await specimen.StaysAsync())[0].From.ShouldBe(new LocalTime(7, 45));
    }

    [Theory]
    [InlineData(false, 3, 2)]
    [InlineData(true, 2, 3)]
    public async Task Rows_that_overlap_in_one_file_are_refused_with_both_lines(bool known, int line, int other)
    {
        await specimen.ImportAsync(("boxes.csv", Boxes));
        if (known)
            await specimen.ImportAsync(("stays.csv", Stays));

        var report = await specimen.ImportAsync(("stays.csv", "box_number,date,from,to\nB1,2026-03-02,07:00,12:00\nB1,2026-03-02,08:00,12:00\n"));

        report.Errors.Single().ShouldSatisfyAllConditions(e => e.Line.ShouldBe(line), e => e.Reason.Code.ShouldBe("exchange.overlaps-line"), e => e.Reason.Args.ShouldBe([other]));
    }

    [Fact]
    public async Task Rows_that_only_together_leave_no_overlap_are_accepted()
    {
        await specimen.ImportAsync(("boxes.csv", Boxes), ("stays.csv", "box_number,date,from,to\nB1,2026-03-02,08:00,12:00\nB1,2026-03-02,12:00,17:00\n"));

        var report = await specimen.ImportAsync(("stays.csv", "box_number,date,from,to\nB1,2026-03-02,10:00,17:00\nB1,2026-03-02,08:00,10:00\n"));

        report.Errors.ShouldBeEmpty();
        (await specimen.StaysAsync()).Select(s => (s.From.Hour, s.To.Hour)).ShouldBe([(8, 10), (10, 17)]);
    }

    [Fact]
    public async Task A_row_that_overlaps_with_what_is_there_and_stays_is_refused_unless_that_is_replaced()
    {
        await specimen.ImportAsync(("boxes.csv", Boxes), ("stays.csv", Stays));
        var folder = specimen.Folder(("stays.csv", "box_number,date,from,to\nB1,2026-03-02,08:00,14:00\n"));

        (await specimen.ImportAsync(folder)).Errors.Single().ShouldSatisfyAllConditions(e => e.Line.ShouldBe(2), e => e.Column.ShouldBe("to"));
        var report = await specimen.ImportAsync(folder, new ImportOptions(ReplaceFrom: new LocalDate(2026, 3, 1)));

        report.Errors.ShouldBeEmpty();
        (await specimen.StaysAsync()).Single().To.ShouldBe(new LocalTime(14, 0));
    }

    [Fact]
    public async Task A_replacement_removes_what_the_file_does_not_hold_from_that_date_on()
    {
        await specimen.ImportAsync(("boxes.csv", Boxes), ("stays.csv", Stays));
        var folder = specimen.Folder(("stays.csv", "box_number,date,from,to\nB2,2026-03-03,09:30,10:00\nB2,2026-03-04,09:30,10:00\n"));

        var kept = await specimen.ImportAsync(folder, new ImportOptions(ReplaceFrom: new LocalDate(2026, 3, 3)));
        kept.Files[0].ShouldSatisfyAllConditions(f => f.New.ShouldBe(1), f => f.Removed.ShouldBe(0));
        var report = await specimen.ImportAsync(folder, new ImportOptions(ReplaceFrom: new LocalDate(2026, 3, 2)));

        report.Files[0].ShouldSatisfyAllConditions(f => f.Removed.ShouldBe(2), f => f.Unchanged.ShouldBe(2));
        (await specimen.StaysAsync()).Select(s => s.BoxNumber).ShouldBe(["B2", "B2"]);
    }

    [Fact]
    public async Task Export_import_into_an_empty_database_and_export_again_gives_equal_files()
    {
        string[] awkward = ["=1+1", "'=1+1", "''@x", "'t Hart", "-5", "+31 6 12", "\ttab", "two\r\nlines", "semi;colon", "x \" y", "é ☃ 𝄞"];
        var rows = awkward.Select((text, i) => $"N{i:00},\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",,{(i % 2 == 0 ? "red" : "")},{i + 1},no,,");
        (await specimen.ImportAsync(("boxes.csv", Boxes + string.Join("\r\n", rows)), ("stays.csv", Stays))).Errors.ShouldBeEmpty();
        using var other = new Specimen();

        var first = await specimen.ExportAsync("first");
        (await other.ImportAsync(first)).Errors.ShouldBeEmpty();
        var second = await other.ExportAsync("second");

        foreach (var file in Directory.EnumerateFiles(first))
            File.ReadAllBytes(Path.Combine(second, Path.GetFileName(file))).ShouldBe(File.ReadAllBytes(file));
        Directory.EnumerateFiles(first).Count().ShouldBe(2);
        // Read once, '=1+1 is =1+1, as a spreadsheet would show it; from then on it stays what it is.
        (await other.BoxesAsync()).Where(b => b.Number[0] == 'N').Select(b => b.Label)
            .ShouldBe(["=1+1", "=1+1", "'@x", "'t Hart", "-5", "+31 6 12", "\ttab", "two\r\nlines", "semi;colon", "x \" y", "é ☃ 𝄞"]);
        var text = File.ReadAllText(Path.Combine(first, "boxes.csv"));
        text.ShouldContain("N00,'=1+1,");
        text.ShouldContain("N02,''@x,");
        text.ShouldContain("N05,'+31 6 12,");
    }

    [Fact]
    public async Task A_zip_goes_the_same_way_and_is_the_same_bytes_each_time()
    {
        await specimen.ImportAsync(("boxes.csv", Boxes), ("stays.csv", Stays));

        var first = await specimen.ExportAsync("first.zip");
        var second = await specimen.ExportAsync("second.zip");

        File.ReadAllBytes(second).ShouldBe(File.ReadAllBytes(first));
        (await specimen.ImportAsync(first)).Files.Sum(f => f.Unchanged).ShouldBe(5);
    }

    [Fact]
    public async Task An_uploaded_package_is_kept_under_a_name_and_then_forgotten()
    {
        await specimen.ImportAsync(("boxes.csv", Boxes));
        await using var zip = File.OpenRead(await specimen.ExportAsync("boxes.zip"));

        var upload = await specimen.Uploads.SaveAsync(zip, CancellationToken.None);
        var path = specimen.Uploads.PathOf(upload.Value)!;

        (await specimen.ImportAsync(path)).IsAccepted.ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        specimen.Uploads.Remove(upload.Value);
        specimen.Uploads.PathOf(upload.Value).ShouldBeNull();
        specimen.Uploads.PathOf("../konnect.db").ShouldBeNull();
    }

    [Fact]
    public async Task A_mapping_turns_a_source_s_own_files_into_ours()
    {
        var mapping = ExchangeMapping.Parse("""
            {
              "name": "Dozenpakket",
              "dates": "d-M-yyyy",
              "times": "H.mm",
              "files": [
                {
                  "from": "Dozen export.csv", "to": "boxes.csv",
                  "columns": { "Doosnr": "number", "Omschrijving": "label", "Kleur": "colour", "Gemaakt": "made_on" },
                  "values": { "colour": { "R": "red", "B": "sky" }, "fragile": { "breekbaar": "ja", "": "nee" } }
                },
                { "from": "Dozen export.csv", "to": "stays.csv", "columns": { "Doosnr": "box_number", "Gemaakt": "date", "Van": "from", "Tot": "to" } }
              ]
            }
            """).Value;
        var folder = specimen.Folder(("dozen EXPORT.csv", "Doosnr;Omschrijving;Kleur;Gemaakt;Fragile;Van;Tot;Rest\n7;Pannen;b;3-4-2026;Breekbaar;7.30;9.00;x\n8;Lepels;R;13-4-2026;;8.00;9.15;x\n"));

        var report = await specimen.ImportAsync(folder, new ImportOptions(Mapping: mapping));

        report.Errors.ShouldBeEmpty();
        var boxes = await specimen.BoxesAsync();
        boxes.Select(b => (b.Number, b.Colour, b.Fragile, b.MadeOn)).ShouldBe([("7", Colour.Blue, true, new LocalDate(2026, 4, 3)), ("8", Colour.Red, false, new LocalDate(2026, 4, 13))]);
        (await specimen.StaysAsync()).Select(s => (s.From, s.To)).ShouldBe([(new LocalTime(7, 30), new LocalTime(9, 0)), (new LocalTime(8, 0), new LocalTime(9, 15))]);
        report.Files[0].UnknownColumns.ShouldBe(["Van", "Tot", "Rest"]);
    }

    [Fact]
    public void The_example_of_a_mapping_in_the_documentation_is_a_mapping() =>
        ExchangeMapping.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/exchange-mapping.example.json"))).Value.Files.Count.ShouldBe(3);

    private static string Here([CallerFilePath] string path = "") => path;

    private sealed class Watcher(Action<ExchangeProgress> watch) : IProgress<ExchangeProgress>
    {
        public void Report(ExchangeProgress value) => watch(value);
    }
}

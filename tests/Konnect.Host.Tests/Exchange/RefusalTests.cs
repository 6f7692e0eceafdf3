using System.Globalization;
using System.IO.Compression;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;

namespace Konnect.Host.Tests.Exchange;

public sealed class RefusalTests : IDisposable
{
    private const string Header = "number,label,owner,colour,weight,fragile,made_on,seen_at\n";

    private readonly Specimen specimen = new();

    public void Dispose() => specimen.Dispose();

    [Fact]
    public async Task Every_error_is_listed_with_file_line_column_value_and_what_is_expected()
    {
        var report = await specimen.ImportAsync(
            ("boxes.csv", Header + """
                B1,Books,,red,1,ja,2026-01-01,2026-01-01 08:00
                B2,,,red,1,ja,2026-01-01,
                B3,Books,,purple,51,maybe,1-1-2026,yesterday
                B4,"a label, on
                two lines, that is too long",,,1.5,,2026-02-30,
                B1,Books,,,,,,
                B6,Books,,,,,0026-01-01,2026-01-01T08:00
                """),
            ("stays.csv", "box_number,date,from,to\nB1,2026-01-01,09:00,08:00\nB9,2026-01-01,9:00,24:00\nB9,2026-01-01,09:00,10:00\nB3,2026-01-01,09:00,10:00\n"));

        report.Errors.Select(e => $"{e.File}:{e.Line} {e.Column} '{e.Value}' {e.Reason.Code}({string.Join('|', e.Reason.Args)})").ShouldBe(
        [
            "boxes.csv:3 label '' exchange.required()",
            "boxes.csv:4 colour 'purple' exchange.expected-word(red, sky, dark_green)",
            "boxes.csv:4 weight '51' exchange.expected-integer-between(1|50)",
            "boxes.csv:4 fragile 'maybe' exchange.expected-boolean()",
            "boxes.csv:4 made_on '1-1-2026' exchange.expected-date(2026-08-31)",
            "boxes.csv:4 seen_at 'yesterday' exchange.expected-moment(2026-08-31 07:30)",
            "boxes.csv:5 label 'a label, on\ntwo lines, that is too long' exchange.expected-text(30)",
            "boxes.csv:5 weight '1.5' exchange.expected-integer-between(1|50)",
            "boxes.csv:5 made_on '2026-02-30' exchange.expected-date(2026-08-31)",
            "boxes.csv:7 number 'B1' exchange.key-twice(2)",
            "boxes.csv:8 made_on '0026-01-01' exchange.expected-date(2026-08-31)",
            "stays.csv:2 to '08:00' exchange.expected-time(09:00:00)",
            "stays.csv:3 from '9:00' exchange.expected-time(07:30)",
            "stays.csv:3 to '24:00' exchange.expected-time(07:30)",
            // B3 stands in boxes.csv, refused: its stay is not wrong for that. B9 stands nowhere.
            "stays.csv:4 box_number 'B9' exchange.reference-unknown(boxes.csv)",
        ]);
        report.ErrorCount.ShouldBe(15);
    }

    [Fact]
    public async Task An_error_never_shows_a_personal_value_and_cuts_a_long_one()
    {
        var report = await specimen.ImportAsync(("boxes.csv", Header + $"B1,{new string('x', 50)},{new string('y', 201)},,,,,\n"));

        report.Errors.Select(e => (e.Column, e.Value)).ShouldBe([("label", new string('x', 40) + "…"), ("owner", null)]);
    }

    [Fact]
    public async Task The_first_errors_are_shown_and_all_are_counted()
    {
        using var small = new Specimen(new ExchangeLimits { ErrorsShown = 10 });

        var report = await small.ImportAsync(("boxes.csv", "number,label\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"B{i},\n"))));

        report.Errors.Count.ShouldBe(10);
        report.ErrorCount.ShouldBe(5_000);
    }

    [Theory]
    [InlineData("bsn")]
    [InlineData("BSN")]
    [InlineData("B.S.N.")]
    [InlineData("kind_bsn")]
    [InlineData("BSNkind")]
    [InlineData("childBSN")]
    [InlineData("bsn-nummer")]
    [InlineData("burgerservicenummer")]
    [InlineData("Burger Service Nr")]
    [InlineData("SofiNummer")]
    [InlineData("sofi_nummer")]
    [InlineData("sofi")]
    [InlineData("citizen_service_number")]
    [InlineData("CitizenServiceNumber")]
    public async Task A_column_named_like_a_citizen_service_number_refuses_the_import(string name)
    {
        var ours = await specimen.ImportAsync(("boxes.csv", $"number,label,{name}\nB1,Books,123456782\n"));
        var nobodys = await specimen.ImportAsync(("boxes.csv", "number,label\nB1,Books\n"), ("lids.csv", $"{name},x\n123456782,1\n"));
        var mapped = await specimen.ImportAsync(
            specimen.Folder(("boxes.csv", $"{name},label\n123456782,Books\n")),
            new ImportOptions(Mapping: ExchangeMapping.Parse($$$"""{"files":[{"from":"boxes.csv","to":"boxes.csv","columns":{"{{{name}}}":"number"}}]}""").Value));

        foreach (var report in new[] { ours, nobodys, mapped })
        {
            report.Errors.Single().ShouldSatisfyAllConditions(
                e => e.Reason.Code.ShouldBe("exchange.citizen-service-number"), e => e.Column.ShouldBe(name), e => e.Value.ShouldBeNull(), e => e.Line.ShouldBe(1));
            report.Files.ShouldBeEmpty();
        }

        (await specimen.BoxesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("absence")]
    [InlineData("observations")]
    [InlineData("service_number")]
    [InlineData("sofia")]
    public async Task An_ordinary_column_is_not_taken_for_a_citizen_service_number(string name) =>
        (await specimen.ImportAsync(("boxes.csv", $"number,label,{name}\nB1,Books,1\n"))).IsAccepted.ShouldBeTrue();

    [Theory]
    [InlineData("", "boxes.csv:1 - exchange.header-missing")]
    [InlineData("\n\n", "boxes.csv:1 - exchange.header-missing")]
    [InlineData("number\nB1\n", "boxes.csv:1 label exchange.column-missing")]
    [InlineData("x\n", "boxes.csv:1 number exchange.column-missing", "boxes.csv:1 label exchange.column-missing")]
    [InlineData("number,label,Number\nB1,x,B1\n", "boxes.csv:1 number exchange.column-twice")]
    [InlineData("number,\"label\nB1,Books\n", "boxes.csv:1 - exchange.quote-open")]
    [InlineData("number,label\nB1\n\nB2,x,\nB3,y\n", "boxes.csv:2 - exchange.field-count", "boxes.csv:4 - exchange.field-count")]
    [InlineData("number,label\nB1,two \"cups\"\nB2,\"two\" cups\nB3,\n", "boxes.csv:2 label exchange.quote-stray", "boxes.csv:3 label exchange.quote-stray", "boxes.csv:4 label exchange.required")]
    [InlineData("number,label\nB1,x\nB2,\"y\nB3,z\n", "boxes.csv:3 label exchange.quote-open")]
    public async Task Text_that_is_not_a_table_with_our_header_is_refused(string text, params string[] expected)
    {
        var report = await specimen.ImportAsync(("boxes.csv", text));

        report.Errors.Select(e => $"{e.File}:{e.Line} {e.Column ?? "-"} {e.Reason.Code}").ShouldBe(expected);
    }

    [Theory]
    [InlineData(new byte[] { 0x42, 0x31, 0x2C, 0xE9, 0x0A }, 2)] // é in Latin-1
    [InlineData(new byte[] { 0x42, 0x31, 0x2C, 0x78, 0x0A, 0x42, 0x32, 0x2C, 0x00, 0x0A }, 3)]
    public async Task Bytes_that_are_not_utf8_text_are_refused_with_their_line(byte[] rows, int line)
    {
        var folder = specimen.Folder();
        await File.WriteAllBytesAsync(Path.Combine(folder, "boxes.csv"), [.. "number,label\n"u8, .. rows]);

        var report = await specimen.ImportAsync(folder);

        report.Errors.Single().ShouldSatisfyAllConditions(e => e.Reason.Code.ShouldBe("exchange.not-utf8"), e => e.Line.ShouldBe(line), e => e.Column.ShouldBe("label"));
    }

    [Fact]
    public async Task A_file_in_utf16_is_refused()
    {
        var folder = specimen.Folder();
        await File.WriteAllTextAsync(Path.Combine(folder, "boxes.csv"), "number,label\r\nB1,x\r\n", Encoding.Unicode);

        (await specimen.ImportAsync(folder)).Errors.Single().ShouldSatisfyAllConditions(e => e.Reason.Code.ShouldBe("exchange.not-utf8"), e => e.Line.ShouldBe(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("number,label\nB1,\"")]
    public async Task A_line_of_a_gigabyte_is_refused_in_constant_memory(string before)
    {
        var folder = specimen.Folder();
        await using (var file = File.Create(Path.Combine(folder, "boxes.csv")))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(before));
            // A hole of a gigabyte takes no room on the disk and reads as bytes without a line end.
            file.SetLength(1L << 30);
        }

        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var report = await specimen.ImportAsync(folder);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

        report.Errors.Single().ShouldSatisfyAllConditions(e => e.Reason.Code.ShouldBe("exchange.row-too-long"), e => e.Line.ShouldBe(before.Length == 0 ? 1 : 2));
        allocated.ShouldBeLessThan(64L << 20);
    }

    [Fact]
    public async Task Too_many_rows_and_too_long_fields_are_refused()
    {
        using var small = new Specimen(new ExchangeLimits { Rows = 3, FieldBytes = 100, RowBytes = 300 });

        var rows = await small.ImportAsync(("boxes.csv", "number,label\nB1,x\nB2,x\nB3,x\nB4,x\nB5,\n"));
        var field = await small.ImportAsync(("boxes.csv", $"number,label\nB1,x\nB2,\"{new string('x', 101)}\"\nB3,\n"));
        var row = await small.ImportAsync(("boxes.csv", $"number,label,a,b,c,d\nB1,x,,,,\nB2,x{string.Concat(Enumerable.Repeat("," + new string('x', 90), 4))}\nB3,,,,,\n"));

        rows.Errors.Single().ShouldSatisfyAllConditions(e => e.Reason.Code.ShouldBe("exchange.too-many-rows"), e => e.Line.ShouldBe(5));
        field.Errors.Select(e => (e.Line, e.Column, e.Reason.Code)).ShouldBe([(3, "label", "exchange.field-too-long"), (4, "label", "exchange.required")]);
        row.Errors.Single().ShouldSatisfyAllConditions(e => e.Reason.Code.ShouldBe("exchange.row-too-long"), e => e.Line.ShouldBe(3));
    }

    [Fact]
    public async Task References_to_a_file_that_could_not_be_read_are_not_errors_of_their_own()
    {
        var report = await specimen.ImportAsync(("boxes.csv", "number\nB1\n"), ("stays.csv", "box_number,date,from,to\nB1,2026-01-01,08:00,09:00\nB1,2026-01-01,08:00,09:00\n"));

        report.Errors.Select(e => (e.File, e.Reason.Code)).ShouldBe([("boxes.csv", "exchange.column-missing"), ("stays.csv", "exchange.key-twice")]);
    }

    [Fact]
    public async Task A_path_without_a_package_is_refused()
    {
        var other = specimen.PathOf("notes.docx");
        await File.WriteAllTextAsync(other, "hello");

        (await Codes(specimen.PathOf("nowhere"))).ShouldBe(["exchange.path-missing"]);
        (await Codes(other)).ShouldBe(["exchange.zip-damaged"]);
        (await Codes(specimen.Folder())).ShouldBe(["exchange.nothing-known"]);
        (await Codes(specimen.Folder(("lids.csv", "x\n1\n")))).ShouldBe(["exchange.nothing-known"]);
    }

    [Fact]
    public async Task A_zip_cut_off_anywhere_is_refused()
    {
        var whole = await File.ReadAllBytesAsync(Zip(("boxes.csv", "number,label\nB1,Books\n")));
        var cut = specimen.PathOf("cut.zip");

        for (var length = 0; length < whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(cut, whole[..length]);
            (await Codes(cut)).ShouldHaveSingleItem(length.ToString(CultureInfo.InvariantCulture));
        }

        (await specimen.BoxesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_zip_with_a_changed_byte_in_its_content_is_refused()
    {
        var path = Zip(CompressionLevel.NoCompression, ("boxes.csv", "number,label\nB1,Books\n"));
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.AsSpan().IndexOf("Books"u8)]++;
        await File.WriteAllBytesAsync(path, bytes);

        (await Codes(path)).ShouldBe(["exchange.zip-damaged"]);
        (await specimen.BoxesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../boxes.csv")]
    [InlineData("a/../../boxes.csv")]
    [InlineData("/boxes.csv")]
    [InlineData("C:/boxes.csv")]
    [InlineData("..\\boxes.csv")]
    public async Task A_zip_with_a_path_that_leaves_it_is_refused(string name) =>
        (await Codes(Zip((name, "number,label\nB1,Books\n")))).ShouldBe(["exchange.zip-path"]);

    [Fact]
    public async Task A_folder_inside_a_zip_is_fine_and_the_same_name_twice_is_not()
    {
        (await specimen.ImportAsync(Zip(("export/boxes.csv", "number,label\nB1,Books\n")))).IsAccepted.ShouldBeTrue();
        (await Codes(Zip(("a/boxes.csv", "number,label\n"), ("b/Boxes.csv", "number,label\n")))).ShouldBe(["exchange.file-twice"]);
    }

    [Fact]
    public async Task Two_files_that_a_mapping_reads_as_the_same_are_refused()
    {
        var mapping = ExchangeMapping.Parse("""{"files":[{"from":"north.csv","to":"boxes.csv"},{"from":"south.csv","to":"boxes.csv"}]}""").Value;

        var report = await specimen.ImportAsync(specimen.Folder(("north.csv", "number,label\nB1,Books\n"), ("south.csv", "number,label\nB1,Toys\n")), new ImportOptions(Mapping: mapping));

        report.Errors.Select(e => (e.File, e.Reason.Code)).ShouldBe([("south.csv", "exchange.file-from-two")]);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_is_unpacked()
    {
        var dense = specimen.PathOf("dense.zip");
        await using (var archive = await ZipFile.OpenAsync(dense, ZipArchiveMode.Create))
        await using (var stream = await archive.CreateEntry("boxes.csv").OpenAsync())
        {
            var block = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
                await stream.WriteAsync(block);
        }

        (await Codes(dense)).ShouldBe(["exchange.zip-bomb"]);
    }

    [Fact]
    public async Task A_zip_whose_directory_lies_about_lengths_is_refused()
    {
        // The central directory says 10 bytes where the data holds more, and a second lie: less packed data than there is.
        var path = Zip(("boxes.csv", "number,label\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"B{i},Books\n"))));
        var bytes = await File.ReadAllBytesAsync(path);
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 10);
        await File.WriteAllBytesAsync(path, bytes);

        (await Codes(path)).ShouldHaveSingleItem().ShouldBeOneOf("exchange.zip-bomb", "exchange.zip-damaged");
        (await specimen.BoxesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_many_files_or_bytes_in_a_zip_are_refused()
    {
        using var small = new Specimen(new ExchangeLimits { Files = 2, UnpackedBytes = 100 });

        (await small.ImportAsync(Zip(("boxes.csv", "number,label\n"), ("a.txt", ""), ("b.txt", "")))).Errors.Single().Reason.Code.ShouldBe("exchange.zip-bomb");
        (await small.ImportAsync(Zip(("boxes.csv", "number,label\nB1," + new string('x', 100))))).Errors.Single().Reason.Code.ShouldBe("exchange.zip-bomb");
    }

    [Fact]
    public async Task An_upload_over_the_limit_is_refused_and_not_kept()
    {
        using var small = new Specimen(new ExchangeLimits { UploadBytes = 3 << 20 });

        var upload = await small.Uploads.SaveAsync(new MemoryStream(new byte[(3 << 20) + 1]), CancellationToken.None);

        upload.Errors.Single().ShouldSatisfyAllConditions(e => e.Code.ShouldBe("exchange.upload-too-large"), e => e.Args.ShouldBe([3L]));
        Directory.EnumerateFiles(small.PathOf("uploads")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ \"files\": [", "exchange.mapping-unreadable")]
    [InlineData("null", "exchange.mapping-unreadable")]
    [InlineData("{ \"files\": [], \"smell\": 1 }", "exchange.mapping-unreadable")]
    [InlineData("{ \"files\": [ { \"from\": \"a.csv\" } ] }", "exchange.mapping-unreadable")]
    [InlineData("{ \"files\": [], \"dates\": \"dd-qq\" }", "exchange.mapping-pattern")]
    public void A_mapping_that_makes_no_sense_is_refused(string json, string code) => ExchangeMapping.Parse(json).Errors.Single().Code.ShouldBe(code);

    [Fact]
    public async Task A_mapping_to_a_column_that_does_not_exist_is_refused()
    {
        var mapping = ExchangeMapping.Parse("""{"files":[{"from":"boxes.csv","to":"boxes.csv","columns":{"naam":"labl"},"values":{"color":{}}}]}""").Value;

        var report = await specimen.ImportAsync(specimen.Folder(("boxes.csv", "number,label\nB1,Books\n")), new ImportOptions(Mapping: mapping));

        report.Errors.Select(e => (e.Column, e.Reason.Code)).ShouldBe([("labl", "exchange.mapping-column"), ("color", "exchange.mapping-column")]);
    }

    private async Task<IEnumerable<string>> Codes(string path) => (await specimen.ImportAsync(path)).Errors.Select(e => e.Reason.Code);

    private string Zip(params (string Name, string Text)[] files) => Zip(CompressionLevel.Fastest, files);

    private string Zip(CompressionLevel level, params (string Name, string Text)[] files)
    {
        var path = specimen.PathOf($"{Guid.NewGuid():N}.zip");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in files)
        {
            using var stream = archive.CreateEntry(name, level).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return path;
    }
}

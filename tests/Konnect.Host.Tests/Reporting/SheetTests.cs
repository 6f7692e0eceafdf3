using Microsoft.EntityFrameworkCore;
using System.Globalization;
using System.Linq.Expressions;
using System.Net;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Rows of a set as CSV and as a workbook.</summary>
public sealed class SheetTests(SheetHost sheets) : IClassFixture<SheetHost>
{
    private const string Csv = "text/csv; charset=utf-8; header=present";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static readonly string[] Columns = ["Id", "Site", "Day", "DayKey", "From", "To", "Length", "Opens", "Due", "Count", "Minutes", "Total", "Factor", "Flag", "Checked", "Label"];
    private readonly ReportingHost host = sheets.Feed;

    [Theory]
    [InlineData("Sites?$format=csv", null, Csv)]
    [InlineData("Sites?$format=CSV", null, Csv)]
    [InlineData("Sites?format=text/csv", "application/json", Csv)]
    [InlineData("Sites?$format=text/csv;header=present", null, Csv)]
    [InlineData("Sites", "text/csv", Csv)]
    [InlineData("Sites", "application/json;q=0.5,text/csv", Csv)]
    [InlineData("Sites", "text/csv;q=0.5,application/json", "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8")]
    [InlineData("Sites?$format=json", "text/csv", "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8")]
    [InlineData("Sites?$format=xlsx", null, Xlsx)]
    [InlineData("Sites", Xlsx, Xlsx)]
    [InlineData("Sites?$format=" + Xlsx, null, Xlsx)]
    public async Task A_sheet_is_asked_for_by_option_or_header(string address, string? accept, string type)
    {
        using var response = await SendAsync(HttpMethod.Get, address, accept);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe(type);
        response.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Readings?$top=1&$format=csv", "Konnect-Readings-2026-03-29.csv")]
    [InlineData("Sites('a')?$format=xlsx", "Konnect-Sites-2026-03-29.xlsx")]
    public async Task A_sheet_is_a_file_with_a_name(string address, string name)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            using var response = await SendAsync(method, address);
            response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
            response.Content.Headers.ContentDisposition.FileName.ShouldBe(name);
            ((await response.Content.ReadAsByteArrayAsync()).Length > 0).ShouldBe(method == HttpMethod.Get);
        }
    }

    [Theory]
    [InlineData("?$format=csv", null, 406)]
    [InlineData("?$format=xlsx", null, 406)]
    [InlineData("", "text/csv", 406)]
    [InlineData("", "text/csv,application/json;q=0.1", 200)]
    [InlineData("$metadata?$format=csv", null, 406)]
    [InlineData("$metadata", Xlsx, 406)]
    [InlineData("$metadata", "text/csv,application/xml;q=0.1", 200)]
    [InlineData("Sites/$count?$format=xlsx", null, 406)]
    [InlineData("Sites/$count?$format=text/csv;header=present", null, 406)]
    [InlineData("Sites/$count", "text/csv", 406)]
    [InlineData("Sites/$count", "text/csv,*/*;q=0.1", 200)]
    [InlineData("Sites?$format=xls", null, 400)]
    [InlineData("Sites?$filter=Nope eq 1&$format=csv", null, 400)]
    [InlineData("Sites('zz')?$format=csv", null, 404)]
    [InlineData("Nope?$format=xlsx", null, 404)]
    public async Task What_is_no_row_is_refused_as_a_sheet_and_refusals_are_never_files(string address, string? accept, int status)
    {
        using var response = await SendAsync(HttpMethod.Get, address, accept);
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentDisposition.ShouldBeNull();
        if (status != 200)
            (await Answer.ErrorAsync(response)).Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_value_arrives_in_csv_in_the_formats_of_edm()
    {
        var (header, rows) = await CsvAsync("Readings?$orderby=Id&$format=csv");
        header.ShouldBe(Columns);
        var json = (await host.JsonAsync("Readings?$orderby=Id")).GetProperty("value").EnumerateArray().ToList();
        rows.Count.ShouldBe(json.Count);
        foreach (var (row, expected) in rows.Zip(json))
        {
            foreach (var (column, field) in Columns.Zip(row))
            {
                var value = expected.GetProperty(column);
                field.ShouldBe(value.ValueKind switch
                {
                    System.Text.Json.JsonValueKind.String => value.GetString(),
                    System.Text.Json.JsonValueKind.Null => "",
                    _ => value.GetRawText(),
                });
            }
        }
    }

    [Fact]
    public async Task Every_value_arrives_in_a_workbook_with_its_type()
    {
        var rows = (await WorkbookAsync("Readings?$orderby=Id&$filter=Count le 100&$format=xlsx")).Rows();
        rows[0].ShouldBe(Columns);
        rows.Count.ShouldBe(61);
        foreach (var (row, stored) in rows.Skip(1).Zip(MeterData.Readings))
        {
            var value = Columns.Zip(row).ToDictionary(c => c.First, c => c.Second);
            value["Id"].ShouldBe(stored.Id.ToString());
            value["Site"].ShouldBe(stored.Site);
            value["Day"].ShouldBe(stored.Day);
            value["DayKey"].ShouldBe((double)((stored.Day.Year * 10000) + (stored.Day.Month * 100) + stored.Day.Day));
            Near(value["From"], stored.From);
            Near(value["To"], stored.To);
            value["Length"].ShouldBe(stored.To is { } to ? (double)(int)(to - stored.From).TotalMinutes : null);
            if (stored.Opens is { } opens)
                Math.Abs(value["Opens"].ShouldBeOfType<LocalTime>().TickOfDay - opens.TickOfDay).ShouldBeLessThanOrEqualTo(10);
            else
                value["Opens"].ShouldBeNull();
            value["Due"].ShouldBe(stored.Due);
            value["Count"].ShouldBe((double)stored.Count);
            value["Minutes"].ShouldBe((double?)stored.Minutes);
            value["Total"].ShouldBe((double)stored.Total);
            value["Factor"].ShouldBe(stored.Factor);
            value["Flag"].ShouldBe(stored.Flag);
            value["Checked"].ShouldBe(stored.Checked);
            value["Label"].ShouldBe(stored.Label);
        }

        // A day is a number to a spreadsheet: a microsecond is as much as it can tell apart.
        static void Near(object? value, Instant? expected)
        {
            if (expected is { } instant)
                Math.Abs((value.ShouldBeOfType<LocalDateTime>().InUtc().ToInstant() - instant).TotalTicks).ShouldBeLessThanOrEqualTo(10);
            else
                value.ShouldBeNull();
        }
    }

    [Fact]
    public async Task What_a_spreadsheet_has_no_number_for_is_text()
    {
        var rows = (await WorkbookAsync("Readings?$orderby=Id&$filter=Count ge 101&$select=Count,Day,Due,From,To,Opens,Total,Factor&$format=xlsx")).Rows();
        rows.Select(r => r.Select(v => v is LocalDateTime moment ? moment.PlusMilliseconds(500).With(TimeAdjusters.TruncateToSecond) : v)).ShouldBe(
        [
            ["Day", "From", "To", "Opens", "Due", "Count", "Total", "Factor"],
            ["1900-02-28", "1900-02-28T23:59:59.123456Z", new LocalDateTime(1900, 3, 1, 0, 0), LocalTime.Midnight, new LocalDate(1900, 3, 1), 101d, "1000000000000000", 1e300],
            ["0001-01-01", "0001-01-01T00:00:00Z", null, new LocalTime(23, 59, 59), new LocalDate(9999, 12, 31), 102d, 999_999_999_999_999d, -5e-324],
            [new LocalDate(2026, 3, 29), new LocalDateTime(9999, 12, 31, 22, 30), new LocalDateTime(9999, 12, 31, 23, 59, 59), null, null, 103d, "-9223372036854775808", 0.1],
        ]);
        (await CsvAsync("Readings?$orderby=Id&$filter=Count ge 101&$select=Day,Due,Total,Factor&$format=csv")).Rows.ShouldBe(
        [
            ["1900-02-28", "1900-03-01", "1000000000000000", "1E+300"],
            ["0001-01-01", "9999-12-31", "999999999999999", "-5E-324"],
            ["2026-03-29", "", "-9223372036854775808", "0.1"],
        ]);
    }

    [Fact]
    public async Task Text_of_any_kind_arrives_whole_and_is_never_a_formula()
    {
        var csv = (await CsvAsync("Texts?$orderby=Code&$format=csv")).Rows;
        csv.Select(r => r[1]).ShouldBe(SheetHost.Texts.Select(Formulas.Escape));
        csv.Select(r => r[1]).ShouldAllBe(t => t.Length == 0 || !"=+-@\t\r".Contains(t[0]));
        csv.Count(r => r[1].StartsWith('\'')).ShouldBeGreaterThan(6);

        var workbook = await WorkbookAsync("Texts?$orderby=Code&$format=xlsx");
        workbook.Rows().Skip(1).Select(r => r[1]).ShouldBe(SheetHost.Texts);
        var formulas = workbook.Sheet().Descendants().Where(e => e.Name.LocalName == "c" && e.Value.StartsWith('=')).ToList();
        formulas.ShouldNotBeEmpty();
        formulas.ShouldAllBe(c => c.Attribute("t")!.Value == "inlineStr" && c.Attribute("s") != null);
    }

    [Fact]
    public async Task Text_that_a_cell_can_not_hold_is_cut_and_csv_has_it_whole()
    {
        (await CsvAsync("Long?$format=csv")).Rows.Single()[1].Length.ShouldBe(40_000);
        var text = (await WorkbookAsync("Long?$format=xlsx")).Rows()[1][1].ShouldBeOfType<string>();
        // The cut would go through a pair of surrogates.
        text.ShouldBe(SheetHost.LongText[..32_765] + "…");
    }

    [Fact]
    public async Task A_sheet_is_named_and_has_a_fixed_bold_header_with_a_filter_and_columns_that_are_wide_enough()
    {
        var workbook = await WorkbookAsync("Readings?$format=xlsx");
        workbook.Names.ShouldBe(["Readings"]);
        var sheet = workbook.Sheet();
        XElement(sheet, "pane").Attribute("ySplit")!.Value.ShouldBe("1");
        XElement(sheet, "pane").Attribute("state")!.Value.ShouldBe("frozen");
        XElement(sheet, "autoFilter").Attribute("ref")!.Value.ShouldBe("A1:P1048576");
        sheet.Descendants().First(e => e.Name.LocalName == "row").Elements().ShouldAllBe(c => workbook.BoldStyles[(int)c.Attribute("s")!]);
        var widths = sheet.Descendants().Where(e => e.Name.LocalName == "col").Select(c => double.Parse(c.Attribute("width")!.Value, CultureInfo.InvariantCulture)).ToList();
        widths.Count.ShouldBe(Columns.Length);
        widths[0].ShouldBeGreaterThan(36);
        widths.Zip(Columns).ShouldAllBe(c => c.First >= c.Second.Length + 2);

        static System.Xml.Linq.XElement XElement(System.Xml.Linq.XElement sheet, string name) => sheet.Descendants().Single(e => e.Name.LocalName == name);
    }

    [Theory]
    [InlineData(1, "Readings")]
    [InlineData(20, "Readings", "Readings 2", "Readings 3")]
    [InlineData(59, "Readings", "Readings 2")]
    [InlineData(60, "Readings")]
    public async Task Rows_that_one_sheet_can_not_hold_continue_on_the_next(int sheetRows, params string[] names)
    {
        var feed = new ReportingHost { Limits = new() { SheetRows = sheetRows } };
        await feed.InitializeAsync();
        try
        {
            var workbook = Workbook.Read(await (await feed.GetAsync($"Readings?$orderby=Id&$top={(sheetRows == 1 ? 1 : 60)}&$select=Id,Site&$format=xlsx")).Content.ReadAsByteArrayAsync());
            workbook.Names.ShouldBe(names);
            var sheetsOfRows = names.Select((_, i) => workbook.Rows(i + 1)).ToList();
            sheetsOfRows.ShouldAllBe(rows => rows.Count <= sheetRows + 1 && rows[0].SequenceEqual(new object?[] { "Id", "Site" }));
            sheetsOfRows.SelectMany(rows => rows.Skip(1)).Select(r => r[0]).ShouldBe(MeterData.Readings.Take(sheetRows == 1 ? 1 : 60).Select(r => r.Id.ToString()));
        }
        finally
        {
            await feed.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_set_without_rows_is_a_header()
    {
        (await BytesAsync("Readings?$filter=false&$select=Id,Day&$format=csv")).ShouldBe([0xEF, 0xBB, 0xBF, .. "Id,Day\r\n"u8]);
        (await WorkbookAsync("Readings?$filter=false&$select=Id,Day&$format=xlsx")).Rows().ShouldBe([["Id", "Day"]]);
    }

    [Fact]
    public async Task A_row_by_its_key_is_a_sheet_of_one_row()
    {
        (await BytesAsync("Sites('a')?$select=Code,Opens&$format=csv")).ShouldBe([0xEF, 0xBB, 0xBF, .. "Code,Opens\r\na,06:30:00\r\n"u8]);
        (await WorkbookAsync("Sites('a')?$select=Code,Opens&$format=xlsx")).Rows().ShouldBe([["Code", "Opens"], ["a", new LocalTime(6, 30)]]);
    }

    [Theory]
    [InlineData("$select=Count,Id&$filter=Flag and Count lt 100&$orderby=Count desc,Id&$top=7&$skip=2&$count=true")]
    [InlineData("$filter=contains(Label,'a') and Count lt 100&$orderby=Id")]
    public async Task Selection_filter_order_and_pages_are_as_in_json(string query)
    {
        var json = (await host.JsonAsync($"Readings?{query}")).GetProperty("value").EnumerateArray().ToList();
        json.ShouldNotBeEmpty();
        var (header, rows) = await CsvAsync($"Readings?{query}&$format=csv");
        header.ShouldBe(json[0].EnumerateObject().Select(p => p.Name));
        var id = Array.IndexOf([.. header], "Id");
        rows.Select(r => r[id]).ShouldBe(json.Select(r => r.GetProperty("Id").GetString()));
        var workbook = (await WorkbookAsync($"Readings?{query}&$format=xlsx")).Rows();
        workbook[0].ShouldBe(header);
        workbook.Skip(1).Select(r => r[id]).ShouldBe(rows.Select(r => r[id]));
    }

    [Theory]
    [InlineData(TestTokens.OnlyA)]
    [InlineData(TestTokens.March)]
    [InlineData(TestTokens.Nowhere)]
    [InlineData(TestTokens.Inspection)]
    public async Task A_token_gets_its_own_rows_and_columns(string token)
    {
        var json = (await host.JsonAsync("Readings?$orderby=Id", token)).GetProperty("value").EnumerateArray().ToList();
        var (header, rows) = await CsvAsync("Readings?$orderby=Id&$format=csv", token);
        header.Contains("Person").ShouldBe(token == TestTokens.Inspection);
        rows.Select(r => r[0]).ShouldBe(json.Select(r => r.GetProperty("Id").GetString()));
        rows.Count.ShouldBeLessThan(60);
        var workbook = (await WorkbookAsync("Readings?$orderby=Id&$format=xlsx", token)).Rows();
        workbook[0].ShouldBe(header);
        workbook.Skip(1).Select(r => r[0]).ShouldBe(rows.Select(r => r[0]));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_statement_that_fails_before_the_first_bytes_is_told_as_an_error(string format)
    {
        await using var feed = await StuckAsync();
        using var response = await feed.Feed.GetAsync($"{StuckRows.Early}?$format={format}");
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Content.Headers.ContentDisposition.ShouldBeNull();
        (await Answer.ErrorAsync(response)).Code.ShouldBe("too-slow");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_sheet_that_fails_half_way_does_not_look_whole(string format)
    {
        await using var feed = await StuckAsync();
        using var client = feed.Feed.Client();
        using var response = await client.GetAsync(new Uri($"{feed.Feed.Root}{StuckRows.Late}?$format={format}"), HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_client_that_goes_away_stops_its_sheet(string format)
    {
        await using var feed = await StuckAsync(TimeSpan.FromMinutes(5));
        using (var client = feed.Feed.Client())
        using (await client.GetAsync(new Uri($"{feed.Feed.Root}{StuckRows.Late}?$format={format}"), HttpCompletionOption.ResponseHeadersRead))
        {
            // The client leaves with the answer half read.
        }

        // With one place only, this answer proves that the first statement has ended.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var next = feed.Feed.Client();
        (await next.GetAsync(new Uri(feed.Feed.Root + "Sites"), patience.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [CalcFact]
    public async Task A_spreadsheet_program_opens_the_workbook_and_shows_what_was_stored()
    {
        var shown = CsvOf(Encoding.UTF8.GetBytes(await Calc.ShowAsync(await BytesAsync("Texts?$orderby=Code&$format=xlsx"))));
        // The program shows every line break as one character.
        shown.Skip(1).Select(r => r[1].ReplaceLineEndings("\n")).ShouldBe(SheetHost.Texts.Select(t => t.ReplaceLineEndings("\n")));

        var readings = CsvOf(Encoding.UTF8.GetBytes(await Calc.ShowAsync(await BytesAsync($"Readings?$filter=Id in ({MeterData.Id(1)},{MeterData.Id(4)})&$orderby=Id&$format=xlsx"))));
        readings.ShouldBe(
        [
            Columns,
            ["00000001-0000-0000-ab00-000000000001", "b", "2026-02-26", "20260226", "2026-03-28 23:46:10", "2026-03-28 23:48:09", "1", "00:01:00", "2026-03-28", "2", "1", "-87000000000", "", "FALSE", "TRUE", ""],
            ["00000004-0000-0000-ab00-000000000004", "b", "2026-02-28", "20260228", "2026-03-29 02:49:10", "", "", "04:04:04", "2026-03-26", "3", "4", "-78000000000", "-2", "TRUE", "TRUE", "ABC def"],
        ]);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? accept = null)
    {
        using var client = host.Client();
        using var request = new HttpRequestMessage(method, new Uri(host.Root + address));
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request);
    }

    private async Task<byte[]> BytesAsync(string address, string token = TestTokens.Bi)
    {
        using var response = await host.GetAsync(address, token);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        ((int)response.StatusCode).ShouldBe(200, Encoding.UTF8.GetString(bytes));
        return bytes;
    }

    private async Task<Workbook> WorkbookAsync(string address, string token = TestTokens.Bi) => Workbook.Read(await BytesAsync(address, token));

    private async Task<(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)> CsvAsync(string address, string token = TestTokens.Bi)
    {
        var bytes = await BytesAsync(address, token);
        bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble).ShouldBeTrue();
        var rows = CsvOf(bytes.AsSpan(3));
        return (rows[0], [.. rows.Skip(1)]);
    }

    /// <summary>Reads RFC 4180 to the letter, without the readers of the product.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> CsvOf(ReadOnlySpan<byte> bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        var rows = new List<IReadOnlyList<string>>();
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[i++]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (quoted || (text[i] != ',' && text[i] is not ('\r' or '\n')))
                field.Append(text[i]);
            else if (text[i] == ',')
                EndField();
            else if (text[i] == '\n')
                EndRow();
        }

        (quoted || row.Count > 0 || field.Length > 0).ShouldBeFalse("the last row has no end");
        return rows;

        void EndField()
        {
            row.Add(field.ToString());
            field.Clear();
        }

        void EndRow()
        {
            EndField();
            rows.Add(row);
            row = [];
        }
    }

    private static async Task<SheetHost> StuckAsync(TimeSpan? statement = null)
    {
        var feed = new SheetHost(new() { Statement = statement ?? TimeSpan.FromSeconds(3), Parallel = 1 }, [new Sites(), new StuckRows(StuckRows.Early, many: false), new StuckRows(StuckRows.Late, many: true)]);
        await feed.InitializeAsync();
        return feed;
    }

    /// <summary>Rows of which many or few are found at once; the database would search for the next for ever.</summary>
    private sealed class StuckRows(string name, bool many) : ReportingSet<SheetHost.TextRow>(name, r => r.Code)
    {
        public const string Early = "StuckEarly";
        public const string Late = "StuckLate";

        protected override Expression<Func<SheetHost.TextRow, string?>>? Location => null;
        protected override Expression<Func<SheetHost.TextRow, LocalDate>>? Date => null;
        protected override IQueryable<SheetHost.TextRow> Rows(DbContext db) =>
            from a in db.Set<Reading>() from b in db.Set<Reading>() from c in db.Set<Reading>() from d in db.Set<Reading>() from e in db.Set<Reading>()
            where (many && a.Flag == b.Flag && b.Flag == c.Flag && a.Label == null && b.Label == null && c.Label == null)
                || (!many && a.Id == b.Id && b.Id == c.Id && c.Id == d.Id && d.Id == e.Id)
                || a.Count + b.Count + c.Count + d.Count + e.Count == 1000
            select new SheetHost.TextRow { Code = a.Person, Text = d.Id.ToString() + e.Id.ToString() };
    }
}

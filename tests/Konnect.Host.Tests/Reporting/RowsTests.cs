using System.Net;
using NodaTime;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Selection, order, pages and single rows.</summary>
[Collection(ReportingCollection.Name)]
public sealed class RowsTests(ReportingHost host)
{
    [Fact]
    public async Task Only_selected_columns_are_given_in_the_order_of_the_model()
    {
        var row = (await host.JsonAsync("Sites?$select=Opens,Code&$top=1")).GetProperty("value")[0];
        row.EnumerateObject().Select(p => p.Name).ShouldBe(["Code", "Opens"]);
    }

    [Fact]
    public async Task Without_a_selection_every_column_is_given_and_nulls_are_written()
    {
        var row = (await host.JsonAsync($"Readings({MeterData.Id(0)})")).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetRawText());
        row.Keys.ShouldBe(["@odata.context", "Id", "Site", "Day", "DayKey", "From", "To", "Length", "Opens", "Due", "Count", "Minutes", "Total", "Factor", "Flag", "Checked", "Label"]);
        row["To"].ShouldBe("null");
        row["Label"].ShouldBe("null");
    }

    [Fact]
    public async Task Rows_are_ordered_by_several_keys_and_nulls_come_first()
    {
        var expected = MeterData.Readings.OrderBy(r => r.Minutes is not null).ThenBy(r => r.Minutes).ThenByDescending(r => r.Id).Select(Number);
        (await host.ReadingsAsync("$orderby=Minutes,Id desc")).ShouldBe(expected);
        var descending = MeterData.Readings.OrderByDescending(r => r.Minutes is not null).ThenByDescending(r => r.Minutes).ThenBy(r => r.Id).Select(Number);
        (await host.ReadingsAsync("$orderby=Minutes DESC,Id ASC")).ShouldBe(descending);
    }

    [Fact]
    public async Task Text_is_ordered_by_its_code_points()
    {
        var labels = MeterData.Readings.OrderBy(r => r.Label is not null).ThenBy(r => r.Label, StringComparer.Ordinal).ThenBy(r => r.Id).Select(Number);
        // The one label beyond the basic plane sorts last by code point and by UTF-16 alike.
        (await host.ReadingsAsync("$orderby=Label,Id")).ShouldBe(labels);
    }

    [Theory]
    [InlineData("Opens")]
    [InlineData("Due")]
    [InlineData("To")]
    [InlineData("Factor")]
    public async Task Rows_are_ordered_by_times_and_numbers(string property)
    {
        IComparable? Of(Reading r) => property switch { "Opens" => r.Opens, "Due" => r.Due, "To" => r.To, _ => r.Factor };
        var expected = MeterData.Readings.OrderBy(r => Of(r) is not null).ThenBy(Of).ThenBy(r => r.Id).Select(Number);
        (await host.ReadingsAsync($"$orderby={property},Id")).ShouldBe(expected);
    }

    [Fact]
    public async Task Rows_are_ordered_by_what_is_calculated()
    {
        var expected = MeterData.Readings.OrderBy(r => r.Count % 3).ThenByDescending(r => r.Day.Day).ThenBy(r => r.Id).Select(Number);
        (await host.ReadingsAsync("$orderby=Count mod 3,day(Day) desc,Id")).ShouldBe(expected);
    }

    [Fact]
    public async Task Pages_hold_every_row_once_whatever_the_order_leaves_open()
    {
        var read = new List<int>();
        for (var skip = 0; skip < 70; skip += 7)
            read.AddRange(await host.ReadingsAsync($"$orderby=Flag&$skip={skip}&$top=7"));
        read.Order().ShouldBe(Enumerable.Range(0, 60));
    }

    [Theory]
    [InlineData("$top=0", 0)]
    [InlineData("$top=1", 1)]
    [InlineData("$top=1000", 60)]
    [InlineData("$top=99999999999", 60)]
    [InlineData("$skip=58", 2)]
    [InlineData("$skip=60", 0)]
    [InlineData("$skip=99999999999", 0)]
    public async Task Top_and_skip_bound_the_rows(string query, int rows) => (await host.ReadingsAsync(query)).Length.ShouldBe(rows);

    [Fact]
    public async Task The_count_ignores_the_page_and_follows_the_filter()
    {
        var answer = await host.JsonAsync("Readings?$count=true&$top=1&$skip=1&$filter=Flag");
        answer.GetProperty("@odata.count").GetInt32().ShouldBe(30);
        answer.GetProperty("value").GetArrayLength().ShouldBe(1);
        (await host.JsonAsync("Readings?$count=false&$top=1")).TryGetProperty("@odata.count", out _).ShouldBeFalse();
        (await (await host.GetAsync("Readings/$count?$filter=Flag&$top=1&$skip=1&$orderby=Id")).Content.ReadAsStringAsync()).ShouldBe("30");
    }

    [Theory]
    [InlineData("Sites('a')", "Alkmaar")]
    [InlineData("Sites(Code='a')", "Alkmaar")]
    [InlineData("Sites('c%2Fd')", "Café \"Dorp\"")]
    public async Task One_row_is_found_by_its_key(string address, string name)
    {
        using var response = await host.GetAsync(address);
        (await Answer.RowAsync(host, response, "Sites"))["Name"].ShouldBe(name);
    }

    [Theory]
    [InlineData("Tariffs(Site='a',Kind='day',From=2026-01-01T00:00:00Z)", 25)]
    [InlineData("Tariffs(From=2026-01-01T01:00:00%2B01:00,Kind='day',Site='a')", 25)]
    [InlineData("Tariffs(Site='a',Kind='day',From=2026-07-01T00:00:00.123456Z)", 27)]
    [InlineData("Tariffs(Site='b',Kind='it''s%2F50%25%20%2B',From=2026-01-01T00%3A00%3A00Z)", 30)]
    public async Task One_row_is_found_by_its_several_keys(string address, int cents) => (await host.JsonAsync(address)).GetProperty("Cents").GetInt32().ShouldBe(cents);

    [Theory]
    [InlineData("Sites('x')")]
    [InlineData("Sites('A')")]
    [InlineData("Tariffs(Site='a',Kind='day',From=2026-01-01T00:00:01Z)")]
    [InlineData("Readings(00000000-0000-0000-0000-000000000001)")]
    public async Task A_key_without_a_row_is_not_found(string address)
    {
        using var response = await host.GetAsync(address);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Answer.ErrorAsync(response)).Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task Text_that_json_must_escape_arrives_whole()
    {
        var labels = (await host.JsonAsync("Readings?$orderby=Id&$top=17&$select=Label")).GetProperty("value").EnumerateArray().Select(r => r.GetProperty("Label").GetString());
        labels.ShouldBe(MeterData.Readings.Take(17).Select(r => r.Label));
    }

    private static int Number(Reading reading) => (int)Convert.ToUInt32(reading.Id.ToString()[..8], 16);
}

using System.Net;

namespace Konnect.Host.Tests.Reporting;

/// <summary>No shape of address and no condition reaches past what a token may see.</summary>
[Collection(ReportingCollection.Name)]
public sealed class ScopeTests(ReportingHost host)
{
    private static readonly string[] All = ["a", "b", "c/d"];

    [Theory]
    [InlineData(TestTokens.Bi)]
    [InlineData(TestTokens.OnlyA)]
    [InlineData(TestTokens.Nowhere)]
    [InlineData(TestTokens.March)]
    [InlineData(TestTokens.Inspection)]
    [InlineData(TestTokens.AdminOfA)]
    public async Task A_token_sees_the_rows_of_its_locations_and_days_in_every_shape(string token)
    {
        var seen = MeterData.Readings.Where(r => Sees(token, r)).Select(Number).ToArray();
        foreach (var widening in (string[])["", "$filter=true", "$filter=not false", "$filter=Site ne 'a' or Site eq 'a'", "$filter=Day lt 2000-01-01 or true", "$orderby=Site desc", "$top=1000", "$skip=0&$filter=null eq null", "$filter=Site in ('a','b','c/d')"])
            (await host.ReadingsAsync(widening, token)).Order().ToArray().ShouldBe(seen, customMessage: widening);
        (await host.JsonAsync("Readings?$count=true&$top=0", token)).GetProperty("@odata.count").GetInt32().ShouldBe(seen.Length);
        (await (await host.GetAsync("Readings/$count", token)).Content.ReadAsStringAsync()).ShouldBe($"{seen.Length}");
        (await (await host.GetAsync("Readings/$count?$filter=true or Count eq 1", token)).Content.ReadAsStringAsync()).ShouldBe($"{seen.Length}");
    }

    [Theory]
    [InlineData(TestTokens.OnlyA)]
    [InlineData(TestTokens.March)]
    [InlineData(TestTokens.Inspection)]
    public async Task A_row_outside_the_scope_is_not_found_by_its_key_and_is_not_told_from_one_that_never_was(string token)
    {
        foreach (var reading in MeterData.Readings)
        {
            using var response = await host.GetAsync($"Readings({reading.Id})?$select=Id", token);
            response.StatusCode.ShouldBe(Sees(token, reading) ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            if (!Sees(token, reading))
                (await Answer.ErrorAsync(response)).Message.ShouldBe("Readings has no such row.");
        }
    }

    [Fact]
    public async Task No_condition_tells_anything_of_rows_outside_the_scope()
    {
        foreach (var condition in (string[])["Site eq 'b'", "startswith(Label,'Z') and Site ne 'a'", "Count gt 0 and not (Site eq 'a')", $"Id eq {MeterData.Id(1)}"])
            (await (await host.GetAsync($"Readings/$count?$filter={condition}", TestTokens.OnlyA)).Content.ReadAsStringAsync()).ShouldBe("0", condition);
    }

    [Fact]
    public async Task A_period_is_seen_when_it_touches_the_days_of_the_token()
    {
        (await CountAsync("Tariffs", TestTokens.Bi)).ShouldBe("3");
        (await CountAsync("Tariffs", TestTokens.March)).ShouldBe("2");
        (await CountAsync("Tariffs", TestTokens.OnlyA)).ShouldBe("2");
    }

    [Fact]
    public async Task Rows_without_a_day_are_limited_by_location_alone()
    {
        (await CountAsync("Sites", TestTokens.March)).ShouldBe("3");
        (await CountAsync("Sites", TestTokens.OnlyA)).ShouldBe("1");
    }

    [Fact]
    public async Task Rows_without_a_location_are_for_tokens_without_a_limit()
    {
        (await CountAsync("Secrets", TestTokens.Admin)).ShouldBe("3");
        (await CountAsync("Secrets", TestTokens.AdminOfA)).ShouldBe("0");
        (await host.GetAsync("Secrets", TestTokens.Bi)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.GetAsync("Secrets('a')", TestTokens.Bi)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_column_for_inspectors_does_not_exist_for_others()
    {
        (await host.JsonAsync("Readings?$top=1&$select=Person", TestTokens.Inspection)).GetProperty("value")[0].GetProperty("Person").GetString()!.ShouldStartWith("Person ", Case.Sensitive);
        foreach (var token in (string[])[TestTokens.Bi, TestTokens.Admin])
        {
            (await (await host.GetAsync("$metadata", token)).Content.ReadAsStringAsync()).ShouldNotContain("Person");
            (await (await host.GetAsync("Readings", token)).Content.ReadAsStringAsync()).ShouldNotContain("Person");
            foreach (var query in (string[])["$select=Person", "$filter=Person eq 'Person 1'", "$orderby=Person", "$filter=contains(concat(Person,''),'1')"])
                (await host.GetAsync($"Readings?{query}", token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
        }
    }

    private async Task<string> CountAsync(string set, string token) => await (await host.GetAsync($"{set}/$count", token)).Content.ReadAsStringAsync();

    private static bool Sees(string token, Reading reading)
    {
        string[] sites = token is TestTokens.OnlyA or TestTokens.Inspection or TestTokens.AdminOfA ? ["a"] : token == TestTokens.Nowhere ? [] : All;
        var dated = token is TestTokens.March or TestTokens.Inspection;
        return sites.Contains(reading.Site) && (!dated || (reading.Day >= TestTokens.From && reading.Day <= TestTokens.To));
    }

    private static int Number(Reading reading) => (int)Convert.ToUInt32(reading.Id.ToString()[..8], 16);
}

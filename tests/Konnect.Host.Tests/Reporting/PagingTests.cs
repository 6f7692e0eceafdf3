using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Pages of an answer: together they are the answer, whatever is written in between.</summary>
[Collection(ReportingCollection.Name)]
public sealed class PagingTests(ReportingHost host)
{
    [Theory]
    [InlineData("Readings?$select=Id")]
    [InlineData("Readings?$select=Id&$orderby=Label desc,Factor")]
    [InlineData("Readings?$select=Id&$orderby=Label,Minutes desc")]
    [InlineData("Readings?$select=Id&$orderby=Minutes desc")]
    [InlineData("Readings?$select=Id&$orderby=Checked,Flag desc")]
    [InlineData("Readings?$select=Id&$orderby=Checked desc,To")]
    [InlineData("Readings?$select=Id&$orderby=Opens desc,Due,Day")]
    [InlineData("Readings?$select=Id&$orderby=Factor desc,Total,Count mod 3")]
    [InlineData("Readings?$select=Id&$orderby=From desc,Site")]
    [InlineData("Readings?$select=Id&$orderby=Place/Name desc&$expand=Place")]
    [InlineData("Readings?$select=Id&$orderby=Count&$top=23")]
    [InlineData("Readings?$select=Id&$orderby=Count&$skip=11")]
    [InlineData("Readings?$select=Id&$orderby=Count&$skip=11&$top=20&$filter=Flag")]
    [InlineData("Readings?$select=Id&$orderby=Count,null&$search=a")]
    [InlineData("Readings?$compute=Count mul 2 as N&$select=Id,N&$orderby=N desc")]
    [InlineData("Readings?$apply=groupby((Minutes,Place/Name),aggregate($count as N))")]
    [InlineData("Readings?$apply=groupby((Minutes,Label),aggregate($count as N))&$orderby=N desc")]
    [InlineData("Readings?$apply=aggregate($count as N)")]
    [InlineData("Sites?$expand=Readings($select=Count;$orderby=Count desc)")]
    [InlineData("Sites?$expand=Tariffs")]
    [InlineData("Sites('a')/Readings?$select=Id&$orderby=Count")]
    [InlineData("Tariffs?$select=Cents")]
    public async Task Pages_together_are_the_answer(string address)
    {
        // A page is in a total order: the key decides ties, which the whole answer may give in any order.
        var whole = (await host.JsonAsync(address)).GetProperty("value").EnumerateArray().Select(r => r.GetRawText()).ToList();
        foreach (var size in (int[])[1, 7, 60, 1000])
        {
            var (rows, pages) = await PagesAsync(address, size);
            rows.Order(StringComparer.Ordinal).ShouldBe(whole.Order(StringComparer.Ordinal), $"{size} {address}");
            pages.ShouldBe(Math.Max(1, (whole.Count + size - 1) / size));
        }
    }

    [Fact]
    public async Task A_page_says_that_it_is_one_and_how_many_rows_there_are()
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Prefer", "odata.maxpagesize=10");
        using var response = await client.GetAsync(new Uri($"{host.Root}Readings?$count=true&$filter=Flag&$select=Id"));
        response.Headers.GetValues("Preference-Applied").ShouldBe(["odata.maxpagesize=10"]);
        var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        page.GetProperty("@odata.count").GetInt32().ShouldBe(30);
        var next = page.GetProperty("@odata.nextLink").GetString()!;
        next.ShouldStartWith(host.Root + "Readings?");
        // The next page needs no preference, and counts all rows again.
        var second = JsonDocument.Parse(await (await host.Client().GetAsync(new Uri(next))).Content.ReadAsStringAsync()).RootElement;
        second.GetProperty("@odata.count").GetInt32().ShouldBe(30);
        second.GetProperty("value").GetArrayLength().ShouldBe(10);
    }

    [Fact]
    public async Task Rows_written_between_two_pages_move_no_other()
    {
        var before = MeterData.Readings.Select(r => r.Id).ToHashSet();
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Prefer", "odata.maxpagesize=7");
        var (seen, extra, address) = (new List<Guid>(), 0, $"{host.Root}Readings?$select=Id&$orderby=Count desc");
        try
        {
            while (address is not null)
            {
                var page = JsonDocument.Parse(await client.GetStringAsync(new Uri(address))).RootElement;
                seen.AddRange(page.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("Id").GetGuid()));
                address = page.TryGetProperty("@odata.nextLink", out var next) ? next.GetString() : null;
                // One that belongs before the place where the next page begins, and one after it.
                await host.InDatabaseAsync(async db =>
                {
                    db.Add(new Reading { Id = new Guid(1000 + extra++, 0, 0, new byte[8]), Site = "a", Count = 100, Day = new(2026, 3, 1) });
                    db.Add(new Reading { Id = new Guid(1000 + extra++, 0, 0, new byte[8]), Site = "a", Count = -100, Day = new(2026, 3, 1) });
                    await db.SaveChangesAsync();
                });
            }
        }
        finally
        {
            await host.InDatabaseAsync(db => db.Readings.Where(r => !before.Contains(r.Id)).ExecuteDeleteAsync());
        }

        seen.Count.ShouldBe(seen.Distinct().Count());
        seen.Where(before.Contains).Count().ShouldBe(before.Count);
    }

    [Fact]
    public async Task A_token_serves_its_own_query_and_reader_only()
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Prefer", "odata.maxpagesize=2");
        var next = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{host.Root}Readings?$select=Id&$orderby=Count"))).RootElement.GetProperty("@odata.nextLink").GetString()!;
        var token = next[(next.IndexOf("skiptoken=", StringComparison.Ordinal) + 10)..];
        foreach (var address in (string[])[
            $"Readings?$select=Id&$orderby=Site&$skiptoken={token}", $"Readings?$select=Id,Site&$orderby=Count&$skiptoken={token}", $"Sites?$skiptoken={token}", $"Readings?$filter=Flag&$select=Id&$orderby=Count&$skiptoken={token}",
            $"Readings?$select=Id&$orderby=Count&$skiptoken={token[..^2]}", $"Readings?$select=Id&$orderby=Count&$skiptoken=x", $"Readings?$select=Id&$orderby=Count&$skiptoken=CfDJ8AAAA"])
        {
            using var response = await host.GetAsync(address);
            ((int)response.StatusCode).ShouldBe(400, address);
            (await Answer.ErrorAsync(response)).Message.ShouldContain("$skiptoken");
        }

        using var other = await host.GetAsync($"Readings?$select=Id&$orderby=Count&$skiptoken={token}", TestTokens.OnlyA);
        ((int)other.StatusCode).ShouldBe(400);
        ((int)(await host.GetAsync($"Readings?$select=Id&$orderby=Count&$skip=1&$skiptoken={token}")).StatusCode).ShouldBe(400);
        token.ShouldNotContain("00000000");
    }

    [Theory]
    [InlineData("odata.maxpagesize=0")]
    [InlineData("odata.maxpagesize=-1")]
    [InlineData("odata.maxpagesize=x")]
    [InlineData("odata.maxpagesize=99999999999999999999")]
    [InlineData("respond-async, wait=10")]
    public async Task A_preference_that_says_nothing_is_passed_over(string prefer)
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Prefer", prefer);
        using var response = await client.GetAsync(new Uri($"{host.Root}Sites"));
        response.Headers.Contains("Preference-Applied").ShouldBeFalse();
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("nextLink");
    }

    [Fact]
    public async Task Who_runs_the_feed_can_set_pages_for_all()
    {
        var paged = new ReportingHost { Limits = new() { Page = 50 } };
        await paged.InitializeAsync();
        try
        {
            (await paged.JsonAsync("Readings?$select=Id")).GetProperty("value").GetArrayLength().ShouldBe(50);
            using var client = paged.Client();
            client.DefaultRequestHeaders.Add("Prefer", "maxpagesize=70");
            JsonDocument.Parse(await client.GetStringAsync(new Uri($"{paged.Root}Readings?$select=Id"))).RootElement.GetProperty("value").GetArrayLength().ShouldBe(50);
        }
        finally
        {
            await paged.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_link_to_the_next_page_holds_no_token_of_the_reader()
    {
        using var client = host.Client(null);
        client.DefaultRequestHeaders.Add("Prefer", "odata.maxpagesize=1");
        var text = await client.GetStringAsync(new Uri($"{host.Root}Sites?api-key={TestTokens.Bi}&$orderby=Name"));
        text.ShouldContain("nextLink");
        text.ShouldNotContain(TestTokens.Bi);
    }

    private async Task<(List<string> Rows, int Pages)> PagesAsync(string address, int size)
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Prefer", $"odata.maxpagesize={size}");
        var (rows, pages) = (new List<string>(), 0);
        for (var next = host.Root + address; next is not null; pages++)
        {
            using var response = await client.GetAsync(new Uri(next));
            var text = await response.Content.ReadAsStringAsync();
            ((int)response.StatusCode).ShouldBe(200, text);
            var page = JsonDocument.Parse(text).RootElement;
            page.GetProperty("value").GetArrayLength().ShouldBeLessThanOrEqualTo(size);
            rows.AddRange(page.GetProperty("value").EnumerateArray().Select(r => r.GetRawText()));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return (rows, pages);
    }
}

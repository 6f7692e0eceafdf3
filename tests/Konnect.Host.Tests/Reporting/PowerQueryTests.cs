using System.Net;
using System.Text.Json;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Requests of Power Query as they were written down: its headers, its order of asking, its way of writing addresses.</summary>
[Collection(ReportingCollection.Name)]
public sealed class PowerQueryTests(ReportingHost host)
{
    private const string Accept =
        "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7";

    [Fact]
    public async Task It_asks_without_a_token_first_and_learns_how_to_sign_in()
    {
        using var client = Client(null);
        using var response = await client.GetAsync(new Uri(host.Root.TrimEnd('/')));
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Basic");
    }

    [Theory]
    [InlineData("Readings?$top=1000", 60)]
    [InlineData("Readings?$top=4096", 60)]
    [InlineData("Readings?$filter=DayKey%20ge%2020260301%20and%20DayKey%20lt%2020260311&$select=Id%2CSite%2CDayKey%2CCount", 20)]
    [InlineData("Readings?$filter=DayKey+ge+20260301+and+DayKey+lt+20260311", 20)]
    [InlineData("Readings?$filter=(DayKey%20ge%2020260301)%20and%20(DayKey%20lt%2020260311)&$orderby=DayKey%20desc%2CId&$top=7", 7)]
    [InlineData("Readings?$skip=50&$top=1000", 10)]
    [InlineData("Readings?$select=Id&$skip=10&$top=10", 10)]
    [InlineData("Readings?$filter=Site%20eq%20%27a%27", 20)]
    [InlineData("Readings?$filter=not%20(Site%20eq%20%27a%27)%20and%20Label%20ne%20null", 38)]
    [InlineData("Readings?$filter=contains(Label%2C%27ab%27)%20or%20startswith(Label%2C%27A%27)", 12)]
    [InlineData("Readings?$filter=Day%20ge%202026-03-01%20and%20Day%20lt%202026-03-11", 20)]
    [InlineData("Readings?$filter=From%20ge%202026-03-29T00%3A00%3A00Z%20and%20From%20lt%202026-03-30T00%3A00%3A00Z", 20)]
    public async Task It_gets_the_rows_of_what_it_folds_into_an_address(string address, int rows)
    {
        using var client = Client(TestTokens.Bi);
        using var response = await client.GetAsync(new Uri(host.Root + address));
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Content.Headers.ContentType!.ToString().ShouldStartWith("application/json; odata.metadata=minimal", Case.Sensitive);
        response.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
        JsonDocument.Parse(text).RootElement.GetProperty("value").GetArrayLength().ShouldBe(rows);
    }

    [Theory]
    [InlineData("Readings/$count", "60")]
    [InlineData("Readings/$count?$filter=DayKey%20ge%2020260301%20and%20DayKey%20lt%2020260311", "20")]
    public async Task It_counts(string address, string count)
    {
        using var client = Client(TestTokens.Bi);
        using var response = await client.GetAsync(new Uri(host.Root + address));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await response.Content.ReadAsStringAsync()).ShouldBe(count);
    }

    /// <summary>What a later version of the feed answers: until then it says so, and Power Query groups the rows itself.</summary>
    [Theory]
    [InlineData("Readings?$apply=groupby((Site))")]
    [InlineData("Readings?$apply=groupby((Site)%2Caggregate($count%20as%20Count))")]
    [InlineData("Readings?$apply=filter(DayKey%20ge%2020260301)/groupby((Site%2CDayKey)%2Caggregate(Count%20with%20sum%20as%20Total))")]
    public async Task What_it_groups_is_answered_or_said_not_to_be_offered(string address)
    {
        using var client = Client(TestTokens.Bi);
        using var response = await client.GetAsync(new Uri(host.Root + address));
        if (response.StatusCode == HttpStatusCode.OK)
            JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("value").GetArrayLength().ShouldBeGreaterThan(0);
        else
            (await Answer.ErrorAsync(response)).Code.ShouldBe("not-supported");
    }

    private HttpClient Client(string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate });
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", Accept);
        client.DefaultRequestHeaders.Add("MaxDataServiceVersion", "3.0");
        client.DefaultRequestHeaders.Add("OData-MaxVersion", "4.0");
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)");
        client.DefaultRequestHeaders.Authorization = token is null ? null : host.Client(token).DefaultRequestHeaders.Authorization;
        return client;
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Every form of answer in JSON, in every flavour, is read back by the reader of the OData library that clients use; with it its context address is checked.</summary>
[Collection(ReportingCollection.Name)]
public sealed class AnswerFormTests(ReportingHost host)
{
    private static readonly (string Name, string Header, string Value)[] Flavours =
    [
        ("minimal", "Accept", "application/json;odata.metadata=minimal"),
        ("large numbers as text", "Accept", "application/json;odata.metadata=minimal;IEEE754Compatible=true"),
        ("without nulls", "Prefer", "omit-values=nulls"),
    ];

    public static TheoryData<AnswerForm, string, string, int> Answers => new()
    {
        { AnswerForm.Sets, "Sites", "", 3 },
        { AnswerForm.Error, "Sites", "Sites?$filter=nothing eq 1", 0 },
        { AnswerForm.Error, "Sites", "Sites('zz')", 0 },
        { AnswerForm.Error, "Sites", "Sites?$expand=Readings,Tariffs", 0 },
        { AnswerForm.Rows, "Readings", "Readings", 60 },
        { AnswerForm.Rows, "Readings", "Readings?$count=true&$select=Id,Total,To&$top=3", 3 },
        { AnswerForm.Rows, "Readings", "Readings?$filter=false", 0 },
        { AnswerForm.Rows, "Readings", "Sites('a')/Readings", 20 },
        { AnswerForm.Row, "Sites", "Sites('a')", 1 },
        { AnswerForm.Row, "Sites", "Sites('a')?$select=Name", 1 },
        { AnswerForm.Row, "Sites", "Readings(00000001-0000-0000-ab00-000000000001)/Place", 1 },
        { AnswerForm.Row, "Sites", "Sites('a')?$expand=Tariffs", 3 },
        { AnswerForm.Property, "Sites", "Sites('a')/Name", 1 },
        { AnswerForm.Property, "Sites", "Readings(00000001-0000-0000-ab00-000000000001)/Place/Name", 1 },
        { AnswerForm.Property, "Readings", "Readings(00000001-0000-0000-ab00-000000000001)/Id", 1 },
        { AnswerForm.Rows, "Readings", "Readings?$expand=Place&$top=3", 6 },
        { AnswerForm.Rows, "Readings", "Readings?$expand=Place($select=Name)&$select=Id&$top=3", 6 },
        { AnswerForm.Rows, "Readings", "Readings?$expand=Place($select=Code;$expand=Tariffs($select=Cents))&$top=3&$orderby=Id", 9 },
        { AnswerForm.Rows, "Sites", "Sites?$expand=Readings($count=true;$select=Id,Total)", 63 },
        { AnswerForm.Rows, "Sites", "Sites?$select=Code&$expand=Tariffs", 6 },
        { AnswerForm.Rows, "Readings", "Readings?$compute=Total mul 2 as N,Day as D,From as F,Id as G,Opens as O&$select=Id,N,D,F,G,O&$top=5", 5 },
        { AnswerForm.Rows, "Readings", "Readings?$apply=aggregate($count as N,Total with sum as S,Day with max as D)", 1 },
        { AnswerForm.Rows, "Readings", "Readings?$apply=groupby((Site,Day),aggregate($count as N))", 60 },
        // A row within a row that is made of names only.
        { AnswerForm.Rows, "Readings", "Readings?$apply=groupby((Place/Name),aggregate($count as N,From with max as F))", 6 },
        { AnswerForm.Rows, "Sites", "Sites?$expand=Tariffs($compute=Cents mul 2 as C;$select=C)", 6 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_is_read_back_in_every_flavour(AnswerForm form, string set, string address, int rows)
    {
        var model = await Answer.ModelAsync(host);
        foreach (var (name, header, value) in Flavours)
        {
            using var response = await SendAsync(host.Root + address, header, value);
            try
            {
                (await Answer.ReadAsync(host, response, model, form, set)).ShouldBe(rows, name);
            }
            catch (Microsoft.OData.ODataException notOData)
            {
                throw new InvalidOperationException($"{name}: {notOData.Message}\n{await response.Content.ReadAsStringAsync()}", notOData);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Without_metadata_an_answer_is_the_same_but_for_what_is_said_of_it(AnswerForm form, string set, string address, int rows)
    {
        _ = (set, rows);
        // The library refuses answers that don't say what they hold; they are for clients that know.
        using var full = await SendAsync(host.Root + address, "Accept", "application/json");
        using var bare = await SendAsync(host.Root + address, "Accept", "application/json;odata.metadata=none");
        var text = await bare.Content.ReadAsStringAsync();
        text.ShouldBe(Regex.Replace(await full.Content.ReadAsStringAsync(), "\"([^\"]*@odata.type|@odata.context)\":\"[^\"]*\",", ""));
        if (form != AnswerForm.Error)
            bare.Content.Headers.ContentType!.ToString().ShouldContain("odata.metadata=none");
    }

    [Theory]
    [InlineData("Readings", "Readings?$count=true&$select=Id,Total", 60)]
    [InlineData("Sites", "Sites?$expand=Readings($select=Id)", 63)]
    [InlineData("Readings", "Readings?$apply=groupby((Day),aggregate($count as N))", 30)]
    public async Task Pages_are_read_back_with_their_links_and_counts(string set, string address, int rows)
    {
        var model = await Answer.ModelAsync(host);
        var (read, pages) = (0, 0);
        for (var next = host.Root + address; next is not null; pages++)
        {
            using var response = await SendAsync(next, "Prefer", $"odata.maxpagesize={(set == "Sites" ? 2 : 25)}");
            read += await Answer.ReadAsync(host, response, model, AnswerForm.Rows, set);
            using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            page.RootElement.TryGetProperty("@odata.count", out _).ShouldBe(address.Contains("$count=", StringComparison.Ordinal));
            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        (read, pages > 1).ShouldBe((rows, true));
    }

    private async Task<HttpResponseMessage> SendAsync(string address, string header, string value)
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        return await client.GetAsync(new Uri(address));
    }
}

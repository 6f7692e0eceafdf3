using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Reporting;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Each limit of a request: what reaches it is answered, what goes one beyond is refused with a message that names it. Limits of time and number are in <see cref="LimitsTests"/>.</summary>
[Collection(ReportingCollection.Name)]
public sealed class BoundsTests(ReportingHost host)
{
    /// <summary>The limit, a request with as much of it as is given, and the refusal of one more.</summary>
    private static readonly Dictionary<string, (int Limit, Func<int, string> Address, string Message)> Bounds = new()
    {
        ["nesting"] = (32, n => $"Readings/$count?$filter={Repeat("(", n)}Flag{Repeat(")", n)}", "Parentheses may be nested 32 deep."),
        ["nesting in $orderby"] = (32, n => $"Readings?$top=1&$orderby={Repeat("(", n)}Count{Repeat(")", n)}", "Parentheses may be nested 32 deep."),
        ["nesting in $compute"] = (32, n => $"Readings?$top=1&$compute={Repeat("(", n)}Count{Repeat(")", n)} as N", "Parentheses may be nested 32 deep."),
        // Two of them are those of the transformation and of the option.
        ["nesting in $apply"] = (31, n => $"Readings?$apply=filter({Repeat("(", n)}Flag{Repeat(")", n)})", "Parentheses may be nested 32 deep."),
        ["nesting in $expand"] = (31, n => $"Sites?$expand=Tariffs($filter={Repeat("(", n)}Cents eq 1{Repeat(")", n)})", "Parentheses may be nested 32 deep."),
        ["nesting in $search"] = (16, n => $"Readings/$count?$search={Repeat("(", n)}a{Repeat(")", n)}", "$search may have 64 words, and parentheses 16 deep."),
        ["not"] = (64, n => $"Readings/$count?$filter={Repeat("not ", n)}Flag", "Prefix operators may be chained 64 times."),
        ["minus"] = (64, n => $"Readings/$count?$filter={Repeat("-", n)}Count eq 1", "Prefix operators may be chained 64 times."),
        ["levels of an expression"] = (98, n => $"Readings/$count?$filter=Count eq 0{Repeat(" add 1", n)}", "An expression may be 100 levels deep."),
        ["parts of an expression"] = (499, n => $"Readings/$count?$filter=Flag{Repeat(" or Flag", n)}", "An expression may have 1000 parts."),
        ["steps of a path"] = (32, n => $"Readings/$count?$filter=Flag{Repeat("/Flag", n)}", "A path may have 32 steps."),
        ["sort keys"] = (5, n => $"Readings?$top=1&$orderby={List(n, i => new[] { "Id", "Site", "Day", "Count", "Total", "Flag" }[i])}", "$orderby may have 5 keys."),
        ["levels of $expand"] = (2, n => n == 2 ? "Sites?$expand=Readings($expand=Place)" : "Sites?$expand=Readings($expand=Place($expand=Tariffs))", "$expand may be 2 levels deep."),
        ["functions"] = (8, n => $"Sites/$count?$filter={Repeat("tolower(", n)}Name{Repeat(")", n)} eq ''", "Functions may be nested 8 deep."),
        ["any"] = (2, n => n == 2 ? "Sites/$count?$filter=Readings/any(r:r/Place/Tariffs/any(t:t/Cents gt 1))" : "Sites/$count?$filter=Readings/any(r:r/Place/Readings/any(s:s/Place/Tariffs/any()))", "'any' and 'all' may be nested 2 deep."),
        ["all"] = (2, n => n == 2 ? "Sites/$count?$filter=Readings/all(r:r/Place/Tariffs/all(t:t/Cents gt 1))" : "Sites/$count?$filter=Readings/all(r:r/Place/Readings/all(s:s/Place/Tariffs/all(t:t/Cents gt 1)))", "'any' and 'all' may be nested 2 deep."),
        ["values of in"] = (500, n => $"Readings/$count?$filter=Count in ({List(n, i => $"{i}")})", "The list of 'in' may hold 500 values."),
        ["keys of groupby"] = (6, n => $"Readings?$apply=groupby(({List(n, i => new[] { "Id", "Site", "Day", "Count", "Total", "Flag", "Due" }[i])}))", "'groupby' may have 6 properties."),
        ["steps of $apply"] = (8, n => $"Readings?$apply={string.Join('/', Enumerable.Repeat("filter(Flag)", n))}", "$apply may have 8 transformations."),
        ["words of $search"] = (64, n => $"Readings/$count?$search={string.Join(' ', Enumerable.Repeat("a", n))}", "$search may have 64 words, and parentheses 16 deep."),
        ["ways of an address"] = (2, n => n == 2 ? $"Readings({MeterData.Id(0)})/Place/Tariffs" : $"Sites('a')/Readings({MeterData.Id(0)})/Place/Tariffs", "An address may follow 2 navigation properties."),
    };

    public static TheoryData<string> Names => [.. Bounds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_reaches_a_limit_is_answered(string name)
    {
        using var response = await host.GetAsync(Bounds[name].Address(Bounds[name].Limit));
        // A path through 32 columns is no path, but it is not too long either.
        if (name == "steps of a path")
            (await Answer.ErrorAsync(response)).Code.ShouldBe("malformed");
        else
            response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task One_beyond_a_limit_is_refused_with_a_message_that_names_it(string name)
    {
        using var response = await host.GetAsync(Bounds[name].Address(Bounds[name].Limit + 1));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var (code, message) = await Answer.ErrorAsync(response);
        (code, message).ShouldBe(("too-complex", Bounds[name].Message));
    }

    [Fact]
    public void Path_and_query_together_have_8192_characters()
    {
        // A server reads lines of 8 KB, address of the feed included: this is for one that reads longer ones.
        string Query(int length) => $"?$filter=Flag&mine={new string('x', length - "Readings?$filter=Flag&mine=".Length)}";
        RequestScanner.Scan("Readings", Query(8192)).Options.Keys.ShouldBe(["filter"]);
        var refusal = Should.Throw<ReportingRefusal>(() => RequestScanner.Scan("Readings", Query(8193)));
        (refusal.Status, refusal.Message).ShouldBe((414, "Path and query may have 8192 characters."));
    }

    [Fact]
    public void An_expand_has_8_items_of_all_levels_together()
    {
        // No set has so many ways; the limit stands before names are looked up.
        ExpandScan.Rewrite("A,B,C($expand=D,E),F,G,H").ShouldBe("A,B,C($expand=D,E),F,G,H");
        Should.Throw<ReportingRefusal>(() => ExpandScan.Rewrite("A,B,C($expand=D,E),F,G,H,I")).Message.ShouldBe("$expand may have 8 items.");
    }

    [Fact]
    public async Task Values_of_aliases_count_as_if_they_were_written_out()
    {
        using var deep = await host.GetAsync($"Readings/$count?$filter=((((((@p))))))&@p={Repeat("(", 30)}Flag{Repeat(")", 30)}");
        (await Answer.ErrorAsync(deep)).Message.ShouldBe("Parentheses may be nested 32 deep.");
        using var longer = await host.GetAsync($"Readings/$count?$filter={Repeat("@p or ", 100)}Flag&@p=Label eq '{new string('x', 100)}'");
        (await Answer.ErrorAsync(longer)).Message.ShouldBe("With the values of its parameter aliases the query is too long.");
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string List(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));
}

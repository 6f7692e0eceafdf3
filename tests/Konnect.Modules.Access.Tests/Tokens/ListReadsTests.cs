using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Tokens;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Tokens;

public sealed class ListReadsTests
{
    [Fact]
    public async Task A_tokens_reads_come_newest_first_a_page_at_a_time()
    {
        await using var host = await KonnectHost.CreateAsync();
        var (one, other) = (await AddAsync(host, "one"), await AddAsync(host, "other"));
        await TellAsync(host, [.. Enumerable.Range(0, 120).Select(i => Read(host, one) with { Milliseconds = i, At = host.Clock.Now + Duration.FromSeconds(i % 2 == 0 ? i : -i) }), Read(host, other) with { Milliseconds = 999 }]);
        var expected = Enumerable.Range(0, 120).OrderByDescending(i => i % 2 == 0 ? i : -i).ToArray();
        var first = await PageAsync(host, one, 1);
        (first.Token, first.Page, first.Total).ShouldBe(("one", 1, 120));
        var all = first.Reads.Concat((await PageAsync(host, one, 2)).Reads).Concat((await PageAsync(host, one, 3)).Reads).Select(r => r.Milliseconds).ToArray();
        all.ShouldBe(expected);
        first.Reads.Count.ShouldBe(50);
        first.Reads[0].At.ShouldBe(new LocalDateTime(2026, 11, 20, 10, 1, 58));
        (await PageAsync(host, one, 99)).Reads.Select(r => r.Milliseconds).ShouldBe(expected[100..]);
        (await PageAsync(host, other, 1)).Reads.ShouldHaveSingleItem().Milliseconds.ShouldBe(999);
    }

    [Fact]
    public async Task A_token_that_read_nothing_has_an_empty_first_page()
    {
        await using var host = await KonnectHost.CreateAsync();
        var page = await PageAsync(host, await AddAsync(host, "quiet"), 3);
        (page.Page, page.Total, page.Reads.Count).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task A_token_that_is_not_there_and_a_page_before_the_first_are_refused()
    {
        await using var host = await KonnectHost.CreateAsync();
        (await host.SendAsync(new ListReads.Query(Guid.NewGuid()))).Errors.ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.NotFound);
        (await host.SendAsync(new ListReads.Query(await AddAsync(host, "x"), 0))).IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public async Task The_page_says_in_words_what_was_asked_and_what_came_of_it()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        var token = await AddAsync(host, "Power BI van het kantoor");
        await visitor.OpenAsync($"/tokens/{token}/reads");
        visitor.Text.ShouldContain("Nog niets gelezen");
        await TellAsync(host,
            Read(host, token) with { Shape = "rows filter(Date,GroupCode) orderby(Date) select(3) top newfangled(Date)", Rows = 12345, Bytes = 4_200_000, Milliseconds = 1550 },
            Read(host, token) with { Set = "", Shape = "model", Rows = 0, Bytes = 999, Milliseconds = 3, At = host.Clock.Now - Duration.FromMinutes(1) },
            Read(host, token) with { Shape = "count select(1)", Status = 400, Bytes = 1500, At = host.Clock.Now - Duration.FromMinutes(2) },
            Read(host, token) with { Shape = "row", Status = 499, At = host.Clock.Now - Duration.FromMinutes(3) },
            Read(host, token) with { Shape = "row", Status = 418, At = host.Clock.Now - Duration.FromMinutes(4) });
        await visitor.OpenAsync("/tokens");
        await visitor.OpenAsync(visitor.Page.QuerySelector($"a[href='/tokens/{token}/reads']")!.GetAttribute("href")!);
        var rows = visitor.Page.QuerySelectorAll("tbody tr").Select(row => string.Join(" | ", row.Children.Select(c => string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))).ToList();
        rows.ShouldBe(
        [
            "vr 20 nov 2026, 10:00 | Groups rijen, gefilterd op Date en GroupCode, op volgorde van Date, 3 kolommen, een begrensd aantal, newfangled(Date) | 12.345 | 4,2 MB | 1,6 s | gelezen",
            "vr 20 nov 2026, 09:59 | beschrijving van de tabellen | 0 | 999 B | 3 ms | gelezen",
            "vr 20 nov 2026, 09:58 | Groups alleen het aantal, één kolom | 1 | 2 kB | 1 ms | verkeerd gevraagd",
            "vr 20 nov 2026, 09:57 | Groups één rij | 1 | 1 B | 1 ms | afgebroken door het programma",
            "vr 20 nov 2026, 09:56 | Groups één rij | 1 | 1 B | 1 ms | geweigerd (418)",
        ]);
        visitor.Text.ShouldContain("Gelezen met Power BI van het kantoor");
        (await visitor.OpenAsync($"/tokens/{token}/reads?page=zeven")).QuerySelectorAll("tbody tr").Length.ShouldBe(5);
        await visitor.OpenAsync($"/tokens/{Guid.NewGuid()}/reads");
        visitor.Answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private static FeedRead Read(KonnectHost host, Guid token) => new(token, host.Clock.Now, "Groups", "rows", 200, 1, 1, 1);

    private static async Task TellAsync(KonnectHost host, params FeedRead[] reads)
    {
        var trail = host.Services.GetRequiredService<ReportingTrail>();
        foreach (var read in reads)
            trail.Record(read);
        await trail.WriteAsync(CancellationToken.None);
    }

    private static async Task<ListReads.Response> PageAsync(KonnectHost host, Guid token, int page) => (await host.SendAsync(new ListReads.Query(token, page))).Value;

    private static async Task<Guid> AddAsync(KonnectHost host, string name) => (await host.SendAsync(new CreateToken.Command(name, ApiScopeKind.Bi, [], null, null, null))).Value.Id;
}

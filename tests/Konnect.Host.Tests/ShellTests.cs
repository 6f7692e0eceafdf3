using System.Net;
using AngleSharp.Html.Parser;
using Konnect.Testing;

namespace Konnect.Host.Tests;

/// <summary>What surrounds the pages: headers, language, theme and the pages for what went wrong.</summary>
public sealed class ShellTests
{
    [Fact]
    public async Task An_unknown_address_gives_a_page_with_a_next_step()
    {
        await using var host = await KonnectHost.ServeAsync();
        using var client = host.Client();
        var answer = await client.GetAsync("/no-such-page");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        page.DocumentElement.GetAttribute("lang").ShouldBe("nl");
        page.QuerySelector("h1")!.TextContent.ShouldBe("Deze pagina bestaat niet");
        page.QuerySelector("main a[href='/']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_page_forbids_what_is_inline_or_from_elsewhere()
    {
        await using var host = await KonnectHost.ServeAsync();
        using var client = host.Client();
        var answer = await client.GetAsync("/no-such-page");
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        page.QuerySelector("link[rel=stylesheet]").ShouldNotBeNull();
        foreach (var asset in page.QuerySelectorAll("link[href], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!))
            (await client.GetAsync(asset)).StatusCode.ShouldBe(HttpStatusCode.OK, asset);
    }

    [Fact]
    public async Task A_post_without_its_token_gives_a_page_that_says_so()
    {
        await using var host = await KonnectHost.ServeAsync();
        using var client = host.Client();
        var answer = await client.PostAsync("/preferences", new FormUrlEncodedContent([new("theme", "dark")]));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Deze pagina stond te lang open");
    }

    [Fact]
    public async Task English_is_spoken_to_who_chose_it_and_not_to_whose_browser_prefers_it()
    {
        await using var host = await KonnectHost.ServeAsync();
        using var client = host.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,en;q=0.9");
        (await Language(client)).ShouldBe("nl");
        (await Prefer(client, "language", "en")).ShouldBe("/no-such-page");
        (await Language(client)).ShouldBe("en");
    }

    [Fact]
    public async Task A_device_keeps_its_theme_until_it_follows_the_system_again()
    {
        await using var host = await KonnectHost.ServeAsync();
        using var client = host.Client();
        await Prefer(client, "theme", "dark");
        (await Page(client)).DocumentElement.GetAttribute("data-theme").ShouldBe("dark");
        await Prefer(client, "theme", "device");
        (await Page(client)).DocumentElement.HasAttribute("data-theme").ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://elsewhere.test/")]
    [InlineData("//elsewhere.test/")]
    [InlineData("/\\elsewhere.test")]
    [InlineData("javascript:alert(1)")]
    public async Task A_choice_never_leads_to_another_site(string back)
    {
        await using var host = await KonnectHost.ServeAsync();
        using var client = host.Client();
        (await Prefer(client, "theme", "dark", back)).ShouldBe("/");
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Page(HttpClient client) =>
        new HtmlParser().ParseDocument(await (await client.GetAsync("/no-such-page")).Content.ReadAsStringAsync());

    private static async Task<string?> Language(HttpClient client) => (await Page(client)).DocumentElement.GetAttribute("lang");

    private static async Task<string?> Prefer(HttpClient client, string name, string value, string? back = null)
    {
        var form = (await Page(client)).QuerySelector("form[action='/preferences']")!;
        string Field(string field) => form.QuerySelector($"input[name='{field}']")!.GetAttribute("value")!;
        var answer = await client.PostAsync("/preferences", new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", Field("__RequestVerificationToken")),
            new("back", back ?? Field("back")),
            new(name, value),
        ]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location?.OriginalString;
    }
}

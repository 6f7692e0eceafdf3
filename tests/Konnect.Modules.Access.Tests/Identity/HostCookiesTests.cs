using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Identity;

/// <summary>Where the connection is encrypted every cookie has a name that browsers take from this host alone.</summary>
public sealed class HostCookiesTests
{
    [Fact]
    public async Task Over_https_every_cookie_can_be_set_by_this_host_only()
    {
        await using var host = await KonnectHost.ServeAsync(behindProxy: true);
        await host.AddAsync("ilse.bos@example.org", Roles.Office);
        using var browser = new Encrypted(host);
        await browser.OpenAsync("/sign-in");
        await browser.SubmitAsync("sign-in", ("Input.Email", "ilse.bos@example.org"), ("Input.Password", Installation.Password), ("Input.OwnDevice", "true"));
        await browser.OpenAsync("/tokens");
        await browser.SubmitAsync("create", ("Input.Name", "Power BI"));
        await browser.OpenAsync("/profile");
        browser.ShowsToken.ShouldBeFalse();
        await browser.OpenAsync("/tokens");
        browser.ShowsToken.ShouldBeTrue();
        await browser.OpenAsync("/tokens");
        browser.ShowsToken.ShouldBeFalse();
        await browser.SubmitAsync(browser.Page.QuerySelectorAll("input[name=_handler]").Select(i => i.GetAttribute("value")!).First(name => name.StartsWith("revoke", StringComparison.Ordinal)));
        await browser.OpenAsync("/tokens");
        browser.Page.QuerySelector("[data-toasts] *").ShouldNotBeNull();
        await browser.PreferAsync(("theme", "dark"), ("language", "en"));
        await browser.OpenAsync("/tokens");
        browser.Page.DocumentElement.GetAttribute("data-theme").ShouldBe("dark");
        await browser.PreferAsync(("theme", "device"));
        await browser.OpenAsync("/tokens");
        browser.Page.DocumentElement.HasAttribute("data-theme").ShouldBeFalse();

        browser.Set.Select(cookie => cookie.Split('=')[0]).Distinct().Order(StringComparer.Ordinal).ShouldBe(
        [
            "__Host-konnect", "__Host-konnect.device", "__Host-konnect.form", "__Host-konnect.half", "__Host-konnect.language", "__Host-konnect.once.tokens", "__Host-konnect.theme",
            "__Host-konnect.toast",
        ]);
        foreach (var cookie in browser.Set.Select(cookie => cookie.Split(';', StringSplitOptions.TrimEntries).Skip(1).ToList()))
        {
            cookie.ShouldContain("secure");
            cookie.ShouldContain("path=/");
            cookie.ShouldNotContain(part => part.StartsWith("domain", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_cookie_that_another_host_may_have_set_is_not_seen_over_https()
    {
        await using var host = await KonnectHost.ServeAsync(behindProxy: true);
        using var browser = new Encrypted(host);
        browser.Kept["konnect.theme"] = "dark";
        await browser.OpenAsync("/set-up");
        browser.Page.DocumentElement.HasAttribute("data-theme").ShouldBeFalse();
        browser.Kept["__Host-konnect.theme"] = "dark";
        await browser.OpenAsync("/set-up");
        browser.Page.DocumentElement.GetAttribute("data-theme").ShouldBe("dark");
    }

    /// <summary>A browser behind a proxy that does HTTPS: it keeps cookies by name, and every line that set one.</summary>
    private sealed class Encrypted : IDisposable
    {
        private readonly HttpClient client;
        private string address = "";

        public Encrypted(KonnectHost host)
        {
            client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
            client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        }

        public Dictionary<string, string> Kept { get; } = [];

        public List<string> Set { get; } = [];

        public IHtmlDocument Page { get; private set; } = null!;

        public bool ShowsToken => Page.QuerySelectorAll("main code").Any(code => code.TextContent.StartsWith("kn_", StringComparison.Ordinal));

        public Task OpenAsync(string path)
        {
            address = path;
            return SendAsync(new(HttpMethod.Get, path));
        }

        public Task SubmitAsync(string form, params (string Name, string Value)[] fields) =>
            PostAsync(address, Page.QuerySelector<IHtmlInputElement>($"form input[name=_handler][value='{form}']")!.Form!, fields);

        public Task PreferAsync(params (string Name, string Value)[] choices) => PostAsync("/preferences", Page.QuerySelector<IHtmlFormElement>("form[action='/preferences']")!, choices);

        public void Dispose() => client.Dispose();

        private Task PostAsync(string to, IHtmlFormElement form, (string Name, string Value)[] fields)
        {
            var hidden = form.Elements.OfType<IHtmlInputElement>().Where(i => i.Type is not ("checkbox" or "radio") && fields.All(f => f.Name != i.Name)).Select(i => KeyValuePair.Create(i.Name!, i.Value));
            return SendAsync(new(HttpMethod.Post, to) { Content = new FormUrlEncodedContent(hidden.Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))) });
        }

        private async Task SendAsync(HttpRequestMessage request)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Kept.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            using var answer = await client.SendAsync(request);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.SeeOther);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
            {
                Set.Add(cookie);
                var (name, value) = cookie.Split(';')[0].Split('=', 2) is [var first, var second] ? (first, second) : throw new FormatException(cookie);
                if (value.Length == 0)
                    Kept.Remove(name);
                else
                    Kept[name] = value;
            }

            if (answer.StatusCode == HttpStatusCode.OK)
                Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        }
    }
}

using System.Net;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Testing;

namespace Konnect.Host.Tests;

/// <summary>What every answer tells the browser, and what no request gets past.</summary>
public sealed class HardeningTests
{
    private static readonly SignInSettings Known = new() { SecondFactorRequired = false, PasswordRounds = 1000, Address = new Uri("https://konnect.example.org") };

    [Theory]
    [InlineData("/set-up", 200)]
    [InlineData("/", 302)]
    [InlineData("/konnect.css", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/odata/v1/", 401)]
    [InlineData("/api/exchange/export", 401)]
    [InlineData("/health/live", 200)]
    public async Task Every_answer_tells_the_browser_what_it_may_do(string address, int status)
    {
        await using var host = await KonnectHost.ServeAsync();
        using var client = host.Client();
        using var answer = await client.GetAsync(address);
        ((int)answer.StatusCode).ShouldBe(status);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : "";
        Header("Content-Security-Policy").ShouldBe("default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'");
        Header("X-Content-Type-Options").ShouldBe("nosniff");
        Header("Referrer-Policy").ShouldBe("same-origin");
        Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header("Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Header("Permissions-Policy").ShouldContain("geolocation=()");
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_refused_before_it_is_read()
    {
        await using var host = await KonnectHost.ServeAsync();
        using var client = host.Client();
        using var large = new FormUrlEncodedContent([new("_handler", "set-up"), new("Input.Email", new string('x', 2 << 20))]);
        using var answer = await client.PostAsync("/set-up", large);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest);
        // What takes files takes more: this one is refused for its token.
        using var upload = await client.PostAsync("/api/exchange/imports", new ByteArrayContent(new byte[2 << 20]));
        upload.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_request_for_another_host_is_refused_where_the_own_address_is_known()
    {
        await using var host = await KonnectHost.ServeAsync(signIn: Known);
        using var client = host.Client();
        var refused = await SendAsync(client, "evil.example");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        refused.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        refused.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("frame-ancestors 'none'");
        (await SendAsync(client, "konnect.example.org")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(client, "127.0.0.1")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_somebody_sees_who_signed_in_stays_in_no_cache()
    {
        await using var host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(host);
        using var office = await Office.SignInAsync(host);
        foreach (var address in new[] { "/", "/children", "/children/K1", "/reports", "/profile", "/export", "/reports/Groups.csv", "/nowhere" })
        {
            await office.OpenAsync(address);
            office.Answer.Headers.CacheControl?.NoStore.ShouldBe(true, address);
            office.Answer.Headers.CacheControl.ShouldNotBeNull(address);
        }
    }

    [Fact]
    public async Task Behind_a_proxy_that_does_https_browsers_are_told_to_come_by_https_only()
    {
        await using var host = await KonnectHost.ServeAsync(signIn: Known, behindProxy: true);
        using var client = host.Client();
        (await SendAsync(client, "konnect.example.org", "https")).Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        (await SendAsync(client, "konnect.example.org", "http")).Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_but_a_named_proxy_says_how_a_request_came()
    {
        await using var host = await KonnectHost.ServeAsync(signIn: Known);
        using var client = host.Client();
        (await SendAsync(client, "konnect.example.org", "https")).Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example")]
    public async Task Nothing_that_was_asked_for_leads_to_another_host(string back)
    {
        await using var host = await KonnectHost.ServeAsync();
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/sign-in");
        using var client = host.Client();
        using var form = new FormUrlEncodedContent([new("language", "en"), new("back", back)]);
        using var answer = await client.PostAsync("/preferences", form);
        (answer.Headers.Location?.ToString() ?? "/").ShouldBeOneOf("/", "/sign-in");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string hostName, string? scheme = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = hostName } };
        if (scheme is not null)
            request.Headers.Add("X-Forwarded-Proto", scheme);
        return await client.SendAsync(request);
    }
}

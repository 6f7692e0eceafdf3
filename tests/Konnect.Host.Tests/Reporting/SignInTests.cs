using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Konnect.Host.Tests.Reporting;

[Collection(ReportingCollection.Name)]
public sealed class SignInTests(ReportingHost host)
{
    [Theory]
    [InlineData("apikey")]
    [InlineData("")]
    [InlineData("somebody@example.org")]
    public async Task A_token_is_the_password_of_any_user(string user) =>
        (await StatusAsync(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{TestTokens.OddlyNamed}"))))).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_token_is_a_bearer() => (await StatusAsync(new AuthenticationHeaderValue("bearer", TestTokens.Bi))).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_token_is_a_header()
    {
        using var client = host.Client(null);
        client.DefaultRequestHeaders.Add("X-API-Key", TestTokens.Bi);
        (await client.GetAsync(new Uri(host.Root))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("?api-key=")]
    [InlineData("Readings?$top=1&api-key=")]
    [InlineData("$metadata?api-key=")]
    public async Task A_token_is_in_the_query_and_not_in_the_answer(string address)
    {
        using var response = await host.GetAsync(address + TestTokens.Bi, null);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain(TestTokens.Bi);
    }

    [Theory]
    [InlineData(null, "Sign in with an API token: as the password of Basic with user name apikey, as Bearer, or in the X-API-Key header.")]
    [InlineData("", "Sign in with an API token: as the password of Basic with user name apikey, as Bearer, or in the X-API-Key header.")]
    [InlineData("kt_nobody", "The API token is unknown.")]
    [InlineData("kt_expired", "The API token has expired.")]
    [InlineData("kt_revoked", "The API token was revoked.")]
    public async Task Without_a_valid_token_nothing_is_given(string? token, string message)
    {
        foreach (var address in (string[])["", "$metadata", "Readings", "Readings/$count", "Sites('a')", "Nope", "Readings?$filter=what"])
        {
            using var response = await host.GetAsync(address, token);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            response.Headers.WwwAuthenticate.ToString().ShouldBe("Basic realm=\"Konnect\"");
            (await Answer.ErrorAsync(response)).ShouldBe(("unauthorized", message));
        }
    }

    [Theory]
    [InlineData("Basic", "not base 64!")]
    [InlineData("Basic", "bm9jb2xvbg==")]
    [InlineData("Digest", "username=x")]
    public async Task Odd_credentials_are_refused(string scheme, string value) => (await StatusAsync(new AuthenticationHeaderValue(scheme, value))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_token_for_exchange_reads_no_reports()
    {
        using var response = await host.GetAsync("Readings", TestTokens.Exchange);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Answer.ErrorAsync(response)).Code.ShouldBe("forbidden");
    }

    private async Task<HttpStatusCode> StatusAsync(AuthenticationHeaderValue authorization)
    {
        using var client = host.Client(null);
        client.DefaultRequestHeaders.Authorization = authorization;
        return (await client.GetAsync(new Uri(host.Root))).StatusCode;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class ExchangeEndpointsTests : IAsyncLifetime
{
    private static readonly byte[] Package = Office.Zip(("locations.csv", Office.Locations), ("groups.csv", Office.Groups), ("children.csv", Office.Children));

    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await Office.ServeAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_package_tries_imports_and_finds_the_same_unchanged()
    {
        var token = await TokenAsync("Exchange");

        (await ImportAsync(token, "?dryRun=true")).ShouldBe((HttpStatusCode.OK, "children.csv new 1 unchanged 0"));
        (await ImportAsync(token)).ShouldBe((HttpStatusCode.OK, "children.csv new 1 unchanged 0"));
        (await ImportAsync(token, "?replacePlanningFrom=2026-12-01")).ShouldBe((HttpStatusCode.OK, "children.csv new 0 unchanged 1"));
        Directory.EnumerateFiles(Path.Combine(host.DataDirectory, "uploads")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_package_with_errors_is_refused_with_its_report()
    {
        using var answer = await SendAsync(await TokenAsync("Exchange"), HttpMethod.Post, "/api/exchange/imports", Office.Zip(("locations.csv", "code,name,opens,closes\r\nL2,Zuid,07:30,zes\r\n")));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var report = await JsonAsync(answer);
        report.GetProperty("accepted").GetBoolean().ShouldBeFalse();
        report.GetProperty("errorCount").GetInt32().ShouldBe(1);
        var error = report.GetProperty("errors")[0];
        (error.GetProperty("file").GetString(), error.GetProperty("line").GetInt32(), error.GetProperty("column").GetString(), error.GetProperty("value").GetString(), error.GetProperty("code").GetString())
            .ShouldBe(("locations.csv", 2, "closes", "zes", "exchange.expected-time"));
        (await host.LocationNamesAsync()).ShouldBe(["Noord"]);
    }

    [Theory]
    [InlineData("?dry-run=true")]
    [InlineData("?dryRun=misschien")]
    [InlineData("?replacePlanningFrom=1-12-2026")]
    public async Task A_question_that_can_t_be_read_imports_nothing(string query)
    {
        using var answer = await SendAsync(await TokenAsync("Exchange"), HttpMethod.Post, $"/api/exchange/imports{query}", Office.Zip(("locations.csv", Office.Locations + "L2,Zuid,07:30,18:30\r\n")));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.LocationNamesAsync()).ShouldBe(["Noord"]);
    }

    [Fact]
    public async Task Without_a_token_for_it_nobody_gets_in()
    {
        var exchange = await TokenAsync("Exchange");
        (await StatusesAsync("kn_nobody")).ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized]);
        (await StatusesAsync(null)).ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized]);
        (await StatusesAsync(await TokenAsync("Bi"))).ShouldBe([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden]);
        (await StatusesAsync(await TokenAsync("Exchange", ("Input.Locations", "L1")))).ShouldBe([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden]);
        (await StatusesAsync(exchange)).ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK]);
        host.Clock.Advance(Duration.FromDays(500));
        (await StatusesAsync(exchange)).ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized]);
    }

    [Fact]
    public async Task A_cookie_opens_nothing_there()
    {
        using var visitor = await host.SignedInAsync();

        await visitor.OpenAsync("/api/exchange/export");

        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        visitor.Answer.Headers.WwwAuthenticate.ToString().ShouldBe("Basic realm=\"Konnect\"");
    }

    [Fact]
    public async Task The_token_also_comes_as_Bearer_and_as_the_password_of_Basic()
    {
        var token = await TokenAsync("Exchange");
        using var client = host.Client();
        foreach (var header in new[] { new AuthenticationHeaderValue("Bearer", token), new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"apikey:{token}"))) })
        {
            client.DefaultRequestHeaders.Authorization = header;
            (await client.GetAsync("/api/exchange/export")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task What_is_exported_and_imported_elsewhere_is_equal()
    {
        var token = await TokenAsync("Exchange");
        await ImportAsync(token);
        using var answer = await SendAsync(token, HttpMethod.Get, "/api/exchange/export");
        var exported = await answer.Content.ReadAsByteArrayAsync();
        await using var elsewhere = await KonnectHost.CreateAsync();
        var path = Path.Combine(elsewhere.DataDirectory, "in.zip");
        await File.WriteAllBytesAsync(path, exported);

        var import = await elsewhere.SendAsync(new ImportExchange.Command(path));
        await elsewhere.SendAsync(new ExportExchange.Command(Path.ChangeExtension(path, ".out.zip")));

        import.Value.Files.Sum(f => f.New).ShouldBe(3);
        (await File.ReadAllBytesAsync(Path.ChangeExtension(path, ".out.zip"))).ShouldBe(exported);
    }

    [Fact]
    public async Task A_package_over_the_limit_is_refused_before_it_is_read()
    {
        using var client = new TcpClient(host.Address.Host, host.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/exchange/imports HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {await TokenAsync("Exchange")}\r\nContent-Length: 200000000\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (lines.LastOrDefault()?.StartsWith('{') != true && await reader.ReadLineAsync() is { } line)
            lines.Add(line);

        lines[0].ShouldBe("HTTP/1.1 413 Payload Too Large");
        lines[^1].ShouldBe("""{"error":{"code":"exchange.upload-too-large","message":"Een upload is hoogstens 100 MB."}}""");
    }

    private async Task<string> TokenAsync(string scope, params (string, string)[] fields)
    {
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/tokens");
        await visitor.SubmitAsync("create", [("Input.Name", "Pakket"), ("Input.Scope", scope), .. fields]);
        visitor.Refusals.ShouldBeEmpty();
        var token = visitor.Page.QuerySelector(".notice code").ShouldNotBeNull(visitor.Text).TextContent;
        if (scope != "Exchange")
            return token;
        // It takes everything along: nothing is open before somebody else approves.
        (await StatusesAsync(token)).ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized]);
        using var administrator = await host.SignedInAsync("administrator");
        await administrator.OpenAsync("/tokens");
        var approve = administrator.Page.QuerySelectorAll("input[name=_handler]").Select(i => i.GetAttribute("value")!).Single(v => v.StartsWith("approve-", StringComparison.Ordinal));
        await administrator.SubmitAsync(approve);
        administrator.Refusals.ShouldBeEmpty();
        return token;
    }

    private async Task<(HttpStatusCode Status, string Said)> ImportAsync(string token, string query = "")
    {
        using var answer = await SendAsync(token, HttpMethod.Post, $"/api/exchange/imports{query}", Package);
        var file = (await JsonAsync(answer)).GetProperty("files").EnumerateArray().Single(f => f.GetProperty("file").GetString() == "children.csv");
        return (answer.StatusCode, $"children.csv new {file.GetProperty("new")} unchanged {file.GetProperty("unchanged")}");
    }

    private async Task<HttpStatusCode[]> StatusesAsync(string? token)
    {
        using var import = await SendAsync(token, HttpMethod.Post, "/api/exchange/imports?dryRun=true", Package);
        using var export = await SendAsync(token, HttpMethod.Get, "/api/exchange/export");
        return [import.StatusCode, export.StatusCode];
    }

    private async Task<HttpResponseMessage> SendAsync(string? token, HttpMethod method, string address, byte[]? content = null)
    {
        using var client = host.Client();
        var request = new HttpRequestMessage(method, address) { Content = content is null ? null : new ByteArrayContent(content) };
        if (token is not null)
            request.Headers.Add("X-API-Key", token);
        return await client.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}

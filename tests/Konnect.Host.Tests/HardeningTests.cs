using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Host.Hosting;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
        (await SendAsync(client, "konnect.example.org", "https")).Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000; includeSubDomains"]);
        (await SendAsync(client, "konnect.example.org", "http")).Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    [Fact]
    public async Task Every_answer_with_a_text_says_its_type_and_its_encoding()
    {
        await using var host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(host);
        using var office = await Office.SignInAsync(host);
        var token = await office.MakeTokenAsync("Power BI");
        var assets = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "src", "Host", "wwwroot");
        List<string> addresses = [.. Directory.GetFiles(assets, "*", SearchOption.AllDirectories).Select(file => $"/{Path.GetRelativePath(assets, file).Replace('\\', '/')}"),
            "/health/live", "/health/ready", "/sign-in", "/nowhere", "/speculation-rules", "/live?topic=day", "/reports/Groups.csv", "/reports/Groups.odc", "/odata/v1/", "/odata/v1/$metadata", "/odata/v1/Groups", "/api/exchange/export"];
        addresses.Count.ShouldBeGreaterThan(16);
        var said = new Dictionary<string, string>();
        foreach (var address in addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (address.StartsWith("/odata", StringComparison.Ordinal))
                request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"apikey:{token}")));
            using var answer = await office.AskAsync(request);
            var type = answer.Content.Headers.ContentType.ShouldNotBeNull(address);
            said[address] = type.ToString();
            // JSON is UTF-8 by its own standard (RFC 8259); pictures and archives hold no text.
            if (type.MediaType!.StartsWith("text/", StringComparison.Ordinal) || type.MediaType.EndsWith("xml", StringComparison.Ordinal))
                type.CharSet.ShouldNotBeNull(address).ToLowerInvariant().ShouldBe("utf-8", address);
        }

        said["/konnect.css"].ShouldBe("text/css; charset=utf-8");
        said["/js/forms.js"].ShouldBe("text/javascript; charset=utf-8");
        said["/icons.svg"].ShouldBe("image/svg+xml; charset=utf-8");
        said["/health/live"].ShouldBe("text/plain; charset=utf-8");
    }

    [Fact]
    public async Task A_program_that_comes_by_plain_http_is_refused_and_people_are_led_to_https()
    {
        var directory = Directory.CreateTempSubdirectory("konnect-certificate-");
        await using var host = await KonnectHost.ServeAsync(certificate: Certificates.MakeFile(directory.FullName));
        using var client = host.Client();
        foreach (var address in new[] { "/odata/v1/Groups", "/api/exchange/export", "/ODATA/v1/" })
        {
            using var refused = await client.GetAsync(address);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, address);
            refused.Headers.Location.ShouldBeNull();
        }

        using var led = await client.GetAsync("/sign-in");
        led.Headers.Location!.ToString().ShouldStartWith("https://127.0.0.1:");
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_program_whose_proxy_took_plain_http_is_refused_too()
    {
        await using var host = await KonnectHost.ServeAsync(behindProxy: true);
        using var client = host.Client();
        foreach (var (scheme, status) in new[] { ("http", HttpStatusCode.Forbidden), ("https", HttpStatusCode.Unauthorized) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/odata/v1/Groups") { Headers = { { "X-Forwarded-Proto", scheme } } };
            using var answer = await client.SendAsync(request);
            answer.StatusCode.ShouldBe(status, scheme);
        }
    }

#pragma warning disable SYSLIB0039, CA5397 // What is offered last must be refused.
    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls11, false)]
    public async Task Less_than_tls_1_2_opens_no_connection(SslProtocols offered, bool opens)
    {
        var directory = Directory.CreateTempSubdirectory("konnect-certificate-");
        await using var host = await KonnectHost.ServeAsync(certificate: Certificates.MakeFile(directory.FullName));
        using var connection = new TcpClient();
        await connection.ConnectAsync(host.EncryptedAddress.Host, host.EncryptedAddress.Port);
        await using var stream = new SslStream(connection.GetStream(), false, (_, shown, _, _) => shown?.Subject == "CN=127.0.0.1");
        var opening = stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", EnabledSslProtocols = offered });
        if (opens)
        {
            await opening;
            stream.SslProtocol.ShouldBe(offered);
        }
        else
        {
            await Should.ThrowAsync<Exception>(() => opening);
        }

        directory.Delete(recursive: true);
    }
#pragma warning restore SYSLIB0039, CA5397

    [Fact]
    public async Task Beyond_so_many_requests_in_a_minute_a_session_waits_and_another_does_not()
    {
        await using var host = await KonnectHost.ServeAsync(requests: 60);
        await SampleOrganisation.LoadAsync(host);
        var visitors = await Office.SignInAsync(host, "office", "manager");
        using var office = visitors[0];
        using var manager = visitors[1];
        var refused = false;
        for (var i = 0; i < 150 && !refused; i++)
        {
            await office.OpenAsync("/profile");
            refused = office.Answer.StatusCode == HttpStatusCode.TooManyRequests;
        }

        refused.ShouldBeTrue();
        office.Answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        office.Text.ShouldContain("Er kwamen te veel verzoeken achter elkaar.");
        foreach (var address in new[] { "/konnect.css", "/health/live", "/live/session" })
        {
            using var free = await office.AskAsync(new(HttpMethod.Get, address));
            ((int)free.StatusCode).ShouldBeLessThan(300, address);
        }

        await manager.OpenAsync("/profile");
        manager.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_counted_by_address()
    {
        await using var host = await KonnectHost.ServeAsync(requests: 5);
        using var client = host.Client();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
            answers.Add((await client.GetAsync("/set-up")).StatusCode);
        answers.ShouldContain(HttpStatusCode.OK);
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_no_page_of_ours_sends_leaves_a_line_in_the_log_without_what_it_held()
    {
        using var log = new Listener();
        await using var host = await KonnectHost.ServeAsync(signIn: Known);
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await SampleOrganisation.LoadAsync(host);
        using var office = await Office.SignInAsync(host);
        using var client = host.Client();
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(client, "evil.example");
            await client.PostAsync("/sign-in?return=/children/K1", new FormUrlEncodedContent([new("_handler", "sign-in"), new("Input.Email", "ilse@example.org")]));
        }

        await office.OpenAsync("/profile");
        await office.SubmitToAsync("/preferences", ("theme", "dark"), ("back", "https://evil.example/"));
        log.Lines.Where(line => line.StartsWith("Refused:", StringComparison.Ordinal)).ShouldBe(
        [
            "Refused: a request for another host than the one in KONNECT__ADDRESS.",
            "Refused: a form without the token of its page, for /sign-in.",
            "Refused: to be led to another site.",
        ]);
    }

    [Fact]
    public async Task What_is_logged_goes_to_the_console_and_nowhere_else()
    {
        await using var host = await KonnectHost.CreateAsync();
        host.Services.GetServices<ILoggerProvider>().Select(provider => provider.GetType().Name).ShouldBe(["ConsoleLoggerProvider"]);
    }

    [Fact]
    public async Task Lines_of_the_console_bear_the_time_in_utc()
    {
        var directory = Directory.CreateTempSubdirectory("konnect-console-");
        await using (var host = await KonnectProcess.ServeAsync("serve", directory.FullName, "2026-11-20T10:00"))
        {
            var line = await host.SaidAsync("^(.*Z (?:warn|info): .*)$");
            var time = NodaTime.Text.InstantPattern.ExtendedIso.Parse(line.Split(' ')[0]);
            time.Success.ShouldBeTrue(line);
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task An_account_that_may_not_change_tables_starts_only_on_tables_that_are_new_enough()
    {
        var directory = Directory.CreateTempSubdirectory("konnect-tables-");
        await using (var app = Composition.Build(new KonnectSettings { DataDirectory = directory.FullName, Zone = KonnectHost.Zone, Clock = NodaTime.SystemClock.Instance, Migrates = false }, serve: false))
        {
            var migrator = app.Services.GetRequiredService<DatabaseMigrator>();
            (await Should.ThrowAsync<InvalidOperationException>(() => migrator.MigrateAsync(CancellationToken.None))).Message.ShouldContain("konnect migrate");
            await migrator.MigrateNowAsync(CancellationToken.None);
            await migrator.MigrateAsync(CancellationToken.None);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        directory.Delete(recursive: true);
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

    private static string ThisFile([CallerFilePath] string file = "") => file;

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string hostName, string? scheme = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = hostName } };
        if (scheme is not null)
            request.Headers.Add("X-Forwarded-Proto", scheme);
        return await client.SendAsync(request);
    }
}

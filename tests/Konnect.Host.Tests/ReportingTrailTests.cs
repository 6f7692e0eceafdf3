using System.Net;
using System.Text;
using Konnect.Testing;
using Microsoft.Data.Sqlite;

namespace Konnect.Host.Tests;

/// <summary>Who reads the feed of the whole product leaves a trail that the administrator finds, and that holds neither a token nor a value.</summary>
public sealed class ReportingTrailTests
{
    private const string Secret = "Zonnebloem";

    [Fact]
    public async Task What_a_program_reads_stands_with_its_token_a_few_seconds_later()
    {
        await using var host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(host);
        var visitors = await Office.SignInAsync(host, "office", "administrator");
        using var office = visitors[0];
        using var administrator = visitors[1];
        var token = await office.MakeTokenAsync("Power BI");
        token.ShouldStartWith("kn_", Case.Sensitive);

        using var client = Office.Program(host, token);
        (await client.GetAsync($"/odata/v1/Groups?$filter=LocationCode eq 'L1' and Name ne '{Secret}'&$select=Code,Name")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync($"/odata/v1/Groups?$filter=Nope eq '{Secret}'")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var reads = office.Page.QuerySelector("a[href$='/reads']")!.GetAttribute("href")!;
        for (var tries = 0; tries < 100 && !office.Text.Contains("verkeerd gevraagd", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(200);
            await office.OpenAsync(reads);
        }

        office.Text.ShouldContain("Groups rijen, gefilterd op LocationCode en Name, 2 kolommen 3 ");
        office.Text.ShouldContain("Groups rijen, gefilterd 0 ");
        office.Text.ShouldNotContain(Secret);
        office.Text.ShouldNotContain(token);

        await administrator.OpenAsync("/trail?kind=access.read-feed");
        administrator.Text.ShouldContain("Groups rows filter(LocationCode,Name) select(2), 3 rows");
        administrator.Text.ShouldContain("Power BI");
        administrator.Text.ShouldContain("127.0.0.1");
        administrator.Text.ShouldNotContain(Secret);
        await administrator.OpenAsync(administrator.Page.QuerySelectorAll("main tbody a[href^='/trail?by=']")[0].GetAttribute("href")!);
        administrator.Page.QuerySelectorAll("main tbody tr").Length.ShouldBe(2);
        await administrator.OpenAsync(administrator.Page.QuerySelector("main tbody a[href^='/trail/']")!.GetAttribute("href")!);
        administrator.Text.ShouldContain("Verkeerd gevraagd: niets gelezen");
    }

    [Fact]
    public async Task A_token_that_opens_nothing_leaves_one_line_a_minute()
    {
        await using var host = await KonnectHost.ServeAsync();
        await SampleOrganisation.LoadAsync(host);
        using var administrator = await Office.SignInAsync(host, "administrator");
        using var client = Office.Program(host, "kn_nobody");
        foreach (var path in new[] { "/odata/v1/Groups", "/odata/v1/Groups", "/api/exchange/export" })
            (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        for (var tries = 0; tries < 100 && administrator.Page.QuerySelector("main tbody a") is null; tries++)
        {
            await Task.Delay(200);
            await administrator.OpenAsync("/trail?kind=access.refuse-token");
        }

        var row = administrator.Page.QuerySelectorAll("main tbody tr").ShouldHaveSingleItem();
        row.TextContent.ShouldContain("Token van een programma geweigerd");
        row.TextContent.ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task Nothing_that_was_read_is_lost_at_an_orderly_stop_and_no_value_or_token_is_in_database_or_log()
    {
        var directory = Directory.CreateTempSubdirectory("konnect-trail-");
        try
        {
            const string clock = "2026-11-20T10:00";
            var (exit, said) = await KonnectProcess.RunAsync(clock, "token", "add", "Power BI", "--scope", "bi", "--data", directory.FullName);
            exit.ShouldBe(0, said);
            var token = said.Split('\n').Single(line => line.StartsWith("kn_", StringComparison.Ordinal)).Trim();
            string log;
            await using (var host = await KonnectProcess.ServeAsync("serve", directory.FullName, clock))
            {
                using var client = new HttpClient { BaseAddress = host.Address };
                foreach (var address in (string[])
                [
                    $"Groups?$filter=Name eq '{Secret}'", $"Groups?$filter=Nope eq '{Secret}'", $"Groups?$search={Secret}", $"Groups('{Secret}')", $"{Secret}?$top=1",
                    $"Groups?${Secret}=1", $"Groups?$filter=Name eq '{Secret}&mine={Secret}",
                ])
                {
                    using var byHeader = new HttpRequestMessage(HttpMethod.Get, $"/odata/v1/{address}") { Headers = { { "X-API-Key", token } } };
                    await client.SendAsync(byHeader);
                    await client.GetAsync($"/odata/v1/{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-key={token}");
                }

                log = await host.StopAsync();
            }

            await using (var connection = new SqliteConnection($"Data Source={Path.Combine(directory.FullName, "konnect.db")};Pooling=False"))
            {
                await connection.OpenAsync();
                await using var count = connection.CreateCommand();
                count.CommandText = "SELECT count(*) FROM access_feed_reads WHERE status <> 401";
                (await count.ExecuteScalarAsync()).ShouldBe(14L);
            }

            foreach (var secret in (string[])[Secret, token])
            {
                log.ShouldNotContain(secret);
                foreach (var file in directory.GetFiles("*", SearchOption.AllDirectories))
                    (await File.ReadAllBytesAsync(file.FullName)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)).ShouldBe(-1, file.Name);
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}

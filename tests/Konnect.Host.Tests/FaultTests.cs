using System.Net;
using AngleSharp.Dom;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Konnect.Host.Tests;

/// <summary>The machine fails, not the product: what was sent is kept whole or not at all, the answer says which and what to do, and once the fault is over the day goes on.</summary>
public sealed class FaultTests
{
    private const string Clock = "2026-11-20T07:50", Board = "/groups/L1-DRE";

    [Fact]
    public async Task A_full_disk_keeps_nothing_of_a_tap_and_says_so()
    {
        var directory = Directory.CreateTempSubdirectory("konnect-full-");
        try
        {
            await using var host = await KonnectProcess.ServeAsync("demo", directory.FullName, Clock);
            using var client = new PageClient(host.Address);
            await client.SignInAsync("office@regenboog.example", await host.SaidAsync("with password (.*):"));
            var board = await client.PageAsync(Board);
            var (child, here) = (board.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!, board.QuerySelectorAll(".tile.tone-met").Length);

            await host.LimitFilesAsync(0);
            using var refused = await client.SendAsync(Board, board, "tap", ("Input.Tap", child));
            refused.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("De server kan niets meer bewaren");
            (await client.PageAsync(Board)).QuerySelectorAll(".tile.tone-met").Length.ShouldBe(here, "what there is can be read on");

            await host.LimitFilesAsync(null);
            using var kept = await client.SendAsync(Board, board, "tap", ("Input.Tap", child));
            kept.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await client.PageAsync(Board)).QuerySelectorAll(".tile.tone-met").Length.ShouldBe(here + 1);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_database_that_somebody_else_holds_answers_in_the_end_that_nothing_was_kept()
    {
        await using var host = await KonnectHost.ServeAsync();
        using var office = await OfficeAsync(host);
        var child = office.Page.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!;

        await using (await HoldAsync(host))
        {
            await office.SubmitAsync("tap", ("Input.Tap", child));
            office.Answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            office.Text.ShouldContain("Wat je verstuurde is niet bewaard");
        }

        await office.OpenAsync("/groups/L1-A");
        office.Page.QuerySelectorAll(".tile.tone-met").ShouldBeEmpty();
        await office.SubmitAsync("tap", ("Input.Tap", child));
        office.Page.QuerySelectorAll(".tile.tone-met").Length.ShouldBe(1, office.Text);
    }

    [Fact]
    public async Task A_database_that_is_away_is_told_in_words_to_who_is_signed_in_and_to_who_is_not()
    {
        await using var host = await KonnectHost.ServeAsync();
        if (!host.Services.GetRequiredService<DatabaseSettings>().IsPostgres)
            return; // A file is not away.
        using var office = await OfficeAsync(host);
        using var visitor = new Visitor(host);
        await ConnectionsAsync(host, allowed: false);
        foreach (var (who, address) in new[] { (office, "/groups/L1-A"), (office, "/"), (office, "/live/session"), (visitor, "/tablet") })
        {
            await who.OpenAsync(address);
            who.Answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, address);
            who.Text.ShouldContain("De gegevens zijn even niet bereikbaar", customMessage: address);
        }

        await ConnectionsAsync(host, allowed: true);
        await office.OpenAsync("/groups/L1-A");
        office.Answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        office.Page.QuerySelector("button[name='Input.Tap']").ShouldNotBeNull();
    }

    private static async Task<Visitor> OfficeAsync(KonnectHost host)
    {
        await SampleOrganisation.LoadAsync(host);
        await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        var office = new Visitor(host);
        await office.SignInAsync("office@regenboog.example", "samen-spelen-2026");
        await office.OpenAsync("/groups/L1-A");
        return office;
    }

    /// <summary>Somebody else writes, and takes long over it.</summary>
    private static async Task<IAsyncDisposable> HoldAsync(KonnectHost host)
    {
        var settings = host.Services.GetRequiredService<DatabaseSettings>();
        System.Data.Common.DbConnection connection = settings.IsPostgres ? new NpgsqlConnection($"{settings.ConnectionString};Pooling=false") : new SqliteConnection($"{settings.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var hold = connection.CreateCommand();
        hold.CommandText = settings.IsPostgres ? "BEGIN; LOCK TABLE attendance.child_taps IN SHARE MODE" : "BEGIN IMMEDIATE";
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task ConnectionsAsync(KonnectHost host, bool allowed)
    {
        var database = new NpgsqlConnectionStringBuilder(host.Services.GetRequiredService<DatabaseSettings>().ConnectionString);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ToString()) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            ALTER DATABASE "{database.Database}" ALLOW_CONNECTIONS {(allowed ? "true" : "false")};
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database.Database}' AND NOT {(allowed ? "true" : "false")};
            """;
        await command.ExecuteNonQueryAsync();
    }
}

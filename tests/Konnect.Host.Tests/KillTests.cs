using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Dom;
using Konnect.Testing;
using Microsoft.Data.Sqlite;

namespace Konnect.Host.Tests;

/// <summary>What somebody was told is done, stays done when the machine stops at any moment.</summary>
public sealed class KillTests : IDisposable
{
    private const string Clock = "2026-11-20T07:50";
    private static readonly string[] Groups = ["L1-DRE", "L1-VLI", "L1-VIS"];

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-kill-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task A_kill_amid_check_ins_loses_none_that_was_acknowledged_and_facts_follow_them()
    {
        var acknowledged = new ConcurrentBag<(string Group, string Child)>();
        string password;
        await using (var host = await KonnectProcess.ServeAsync("demo", directory.FullName, Clock))
        {
            password = await host.SaidAsync("with password (.*):");
            var enough = new TaskCompletionSource();
            var streams = Groups.Select(group => CheckInAllAsync(host.Address, group, password, child =>
            {
                acknowledged.Add((group, child));
                if (acknowledged.Count >= 8)
                    enough.TrySetResult();
            })).ToList();
            (await Task.WhenAny(enough.Task, Task.WhenAll(streams)).WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(enough.Task, "the day has too few children for a stream");
            await host.KillAsync();
            await Task.WhenAll(streams.Select(stream => stream.ContinueWith(_ => { }, TaskScheduler.Default)));
            streams.ShouldContain(stream => stream.IsFaulted, "the kill came after the last check-in");
        }

        await using (var host = await KonnectProcess.ServeAsync("demo", directory.FullName, Clock))
        {
            using var client = new PageClient(host.Address);
            await client.SignInAsync("office@regenboog.example", password);
            foreach (var group in Groups)
            {
                var present = (await client.PageAsync($"/groups/{group}")).QuerySelectorAll("li[data-key]:has(.tile.tone-met)").Select(tile => tile.GetAttribute("data-key")!).ToList();
                acknowledged.Where(tap => tap.Group == group).Select(tap => tap.Child).Except(present).ShouldBeEmpty(group);
            }

            await OutboxIsEmptyAsync();
        }

        var (exitCode, output) = await KonnectProcess.RunAsync(Clock, "ratio", "recompute", "--data", directory.FullName);
        output.ShouldContain(" 0 rows differed");
        exitCode.ShouldBe(0);
    }

    private static async Task CheckInAllAsync(Uri address, string group, string password, Action<string> acknowledge)
    {
        using var client = new PageClient(address);
        await client.SignInAsync("office@regenboog.example", password);
        var path = $"/groups/{group}";
        while (true)
        {
            var board = await client.PageAsync(path);
            if (board.QuerySelector("li[data-key]:has(button[name='Input.Tap'])") is not { } tile)
                return;
            using var answer = await client.SendAsync(path, board, "tap", ("Input.Tap", tile.QuerySelector("button[name='Input.Tap']")!.GetAttribute("value")!));
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            acknowledge(tile.GetAttribute("data-key")!);
        }
    }

    // The facts of a check-in follow from its message; the kill left some waiting.
    private async Task OutboxIsEmptyAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(directory.FullName, "*.db").Single()};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var waiting = connection.CreateCommand();
        waiting.CommandText = "SELECT count(*) FROM messaging_outbox";
        for (var tries = 0; tries < 300; tries++)
        {
            if (await waiting.ExecuteScalarAsync() is 0L)
                return;
            await Task.Delay(100);
        }

        throw new TimeoutException("The outbox did not empty.");
    }
}

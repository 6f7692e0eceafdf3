using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Konnect.Host.Tests;

/// <summary>Open pages hear within a second that what they show has changed, on whatever host it changed.</summary>
public sealed class LiveTests
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_change_is_heard_at_once_and_only_under_its_topic()
    {
        var changes = new LiveChanges();
        var (day, other) = (Hear(changes, "day"), Hear(changes, "other"));

        changes.Notify("day");

        (await day.WaitAsync(ASecond)).ShouldBeTrue();
        (await Task.WhenAny(other, Task.Delay(100))).ShouldNotBe(other);
    }

    [Theory]
    [InlineData("place", "place/one/red", true)]
    [InlineData("place/one", "place/one/red", true)]
    [InlineData("place/one/red", "place/one", true)]
    [InlineData("place/one/red", "place/one/blue", false)]
    [InlineData("place/one", "place/one and a half", false)]
    [InlineData("place/one", "place/two", false)]
    public async Task A_change_is_heard_above_and_below_its_path(string listened, string changed, bool isHeard)
    {
        var changes = new LiveChanges();
        var page = Hear(changes, listened);

        changes.Notify(changed);

        (await Task.WhenAny(page, Task.Delay(100)) == page).ShouldBe(isHeard);
    }

    [Fact]
    public async Task Changes_that_may_wait_are_heard_later_as_one()
    {
        var changes = new LiveChanges(soon: ASecond);
        var heard = 0;
        using var stop = new CancellationTokenSource();
        var page = CountAsync();
        for (var i = 0; i < 20; i++)
            changes.NotifySoon("place/one");
        heard.ShouldBe(0);
        await UntilAsync(1);
        await Task.Delay(1500);
        heard.ShouldBe(1);

        changes.NotifySoon("place/one");
        await UntilAsync(2);
        await stop.CancelAsync();
        await page;

        async Task CountAsync()
        {
            try
            {
                await foreach (var _ in changes.ListenAsync("place/one/red", TimeSpan.FromMinutes(1), stop.Token))
                    heard++;
            }
            catch (OperationCanceledException)
            {
                // Closed.
            }
        }

        async Task UntilAsync(int count)
        {
            for (var tries = 0; heard < count && tries < 200; tries++)
                await Task.Delay(50);
            heard.ShouldBe(count);
        }
    }

    [Fact]
    public async Task A_change_on_one_host_is_heard_on_another()
    {
        await using var one = await KonnectHost.ServeAsync();
        if (!Database(one).IsPostgres)
            return; // A file has one host.
        await using var two = await one.ServeBesideAsync();
        await UntilListeningAsync(one, 2);
        var (near, far) = (Hear(Changes(one), "day"), Hear(Changes(two), "day"));

        Changes(one).Notify("day");

        (await far.WaitAsync(ASecond)).ShouldBeTrue();
        (await near.WaitAsync(ASecond)).ShouldBeTrue();
    }

    [Fact]
    public async Task After_a_gap_every_page_looks_again_and_changes_are_heard_as_before()
    {
        await using var one = await KonnectHost.ServeAsync();
        if (!Database(one).IsPostgres)
            return;
        await using var two = await one.ServeBesideAsync();
        await UntilListeningAsync(one, 2);
        var any = Hear(Changes(two), "whatever is shown");

        await ExecuteAsync(one, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");

        (await any.WaitAsync(TimeSpan.FromSeconds(15))).ShouldBeTrue();
        await UntilListeningAsync(one, 2);
        var far = Hear(Changes(two), "day");
        Changes(one).Notify("day");
        (await far.WaitAsync(ASecond)).ShouldBeTrue();
    }

    private static LiveChanges Changes(KonnectHost host) => host.Services.GetRequiredService<LiveChanges>();

    private static DatabaseSettings Database(KonnectHost host) => host.Services.GetRequiredService<DatabaseSettings>();

    private static async Task<bool> Hear(LiveChanges changes, string topic)
    {
        await foreach (var changed in changes.ListenAsync(topic, TimeSpan.FromMinutes(1), CancellationToken.None))
            return changed;
        return false;
    }

    private static async Task UntilListeningAsync(KonnectHost host, long hosts)
    {
        for (var tries = 0; tries < 150; tries++)
        {
            if (await ExecuteAsync(host, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'") >= hosts)
                return;
            await Task.Delay(100);
        }

        throw new TimeoutException("The hosts do not listen.");
    }

    private static async Task<long> ExecuteAsync(KonnectHost host, string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database(host).ConnectionString);
#pragma warning disable CA2100 // texts of this file
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

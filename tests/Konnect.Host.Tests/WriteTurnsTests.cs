using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Konnect.Host.Tests;

/// <summary>Where only one can write at a time, writers go in the order of asking, whichever way they write.</summary>
public sealed class WriteTurnsTests
{
    [Fact]
    public async Task Writers_go_in_the_order_of_asking()
    {
        await using var host = await KonnectHost.CreateAsync();
        if (host.Services.GetRequiredService<DatabaseSettings>().IsPostgres)
            return;
        var writers = new List<Task>();
        await using (var first = host.Scope())
        {
            await first.ServiceProvider.GetRequiredService<DatabaseSession>().BeginAsync(default);
            for (var i = 1; i <= 60; i++)
                writers.Add(WriteAsync(host, i));
            await Task.Delay(50);
            writers.ShouldAllBe(w => !w.IsCompleted);
            await first.ServiceProvider.GetRequiredService<DatabaseSession>().CommitAsync(default);
        }

        await Task.WhenAll(writers);
        (await host.InScopeAsync(services => services.GetRequiredService<MessagingDbContext>().Database.SqlQuery<long>($"SELECT message_id AS Value FROM messaging_inbox ORDER BY rowid").ToListAsync()))
            .ShouldBe(Enumerable.Range(1, 60).Select(i => (long)i));
    }

    [Fact]
    public async Task A_turn_is_given_on_after_a_fault_and_not_taken_by_who_stopped_waiting()
    {
        await using var host = await KonnectHost.CreateAsync();
        await using (var first = host.Scope())
        {
            var db = first.ServiceProvider.GetRequiredService<MessagingDbContext>();
            db.Inbox.Add(Entry(1));
            await db.SaveChangesAsync();
        }

        await using (var second = host.Scope())
        {
            var db = second.ServiceProvider.GetRequiredService<MessagingDbContext>();
            db.Inbox.Add(Entry(1));
            await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync());
            await Should.ThrowAsync<Exception>(() => db.Database.ExecuteSqlAsync($"DELETE FROM there_is_no_such_table"));
            await second.ServiceProvider.GetRequiredService<DatabaseSession>().BeginAsync(default);
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            if (!host.Services.GetRequiredService<DatabaseSettings>().IsPostgres)
                await Should.ThrowAsync<OperationCanceledException>(() => host.InScopeAsync(async services =>
                {
                    await services.GetRequiredService<DatabaseSession>().BeginAsync(soon.Token);
                    return true;
                }));
        }

        // Its scope ended with an open transaction: the next one writes all the same.
        await WriteAsync(host, 2).WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static InboxEntry Entry(long id) => new() { MessageId = id, Handler = "x" };

    /// <summary>Writes as transactions, saves and single statements do.</summary>
    private static async Task WriteAsync(KonnectHost host, int id)
    {
        await using var scope = host.Scope();
        var (db, session) = (scope.ServiceProvider.GetRequiredService<MessagingDbContext>(), scope.ServiceProvider.GetRequiredService<DatabaseSession>());
        switch (id % 3)
        {
            case 0:
                await session.BeginAsync(default);
                db.Inbox.Add(Entry(id));
                await db.SaveChangesAsync();
                await session.CommitAsync(default);
                break;
            case 1:
                await db.Database.ExecuteSqlAsync($"INSERT INTO messaging_inbox (message_id, handler) VALUES ({id}, 'x')");
                break;
            default:
                db.Inbox.Add(Entry(id));
                await db.SaveChangesAsync();
                break;
        }
    }
}

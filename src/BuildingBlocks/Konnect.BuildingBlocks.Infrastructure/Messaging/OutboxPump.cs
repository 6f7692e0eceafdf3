using Konnect.BuildingBlocks.Events;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Messaging;

/// <summary>
/// Takes due messages from the outbox and lets each handler do its part in a scope and transaction of its own. Several hosts may pump one
/// PostgreSQL: a message is claimed by a row lock; on SQLite the write lock of the transaction serialises them.
/// </summary>
public sealed partial class OutboxPump(IServiceScopeFactory scopes, EventCatalogue catalogue, IClock clock, ILogger<OutboxPump> log)
{
    private const int BatchSize = 200;

    private enum Outcome
    {
        Done,
        Failed,
        TakenByAnother,
    }

    /// <summary>Handles everything that is due; returns how many messages were completed.</summary>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            var completed = await PumpBatchAsync(cancellationToken);
            total += completed;
            if (completed == 0)
                return total;
        }
    }

    private async Task<int> PumpBatchAsync(CancellationToken cancellationToken)
    {
        List<OutboxMessage> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = clock.GetCurrentInstant();
            var db = scope.ServiceProvider.GetRequiredService<MessagingDbContext>();
            due = await db.Outbox.AsNoTracking().Where(m => !m.IsDead).OrderBy(m => m.Id).Take(BatchSize).ToListAsync(cancellationToken);
            // A message that waits for its next attempt holds back the later ones of its stream only.
            var held = new HashSet<string>();
            due.RemoveAll(m => held.Contains(m.StreamKey) || (m.NextAttemptAt > now && held.Add(m.StreamKey)));
        }

        var completed = 0;
        var stopped = new HashSet<string>();
        foreach (var message in due)
        {
            if (stopped.Contains(message.StreamKey))
                continue;
            if (await HandleAsync(message, cancellationToken) == Outcome.Done)
                completed++;
            else
                stopped.Add(message.StreamKey);
        }

        return completed;
    }

    private async Task<Outcome> HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var integrationEvent = catalogue.Read(message.Type, message.Body);
            var handlers = catalogue.HandlersOf(integrationEvent.GetType());
            if (handlers.Count == 0)
                return await CompleteAsync(message, cancellationToken);
            for (var i = 0; i < handlers.Count; i++)
            {
                if (!await InvokeAsync(message, integrationEvent, handlers[i], last: i == handlers.Count - 1, cancellationToken))
                    return Outcome.TakenByAnother;
            }

            return Outcome.Done;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFault(log, message.Type, message.Id, fault.GetType().Name, fault.StackTrace);
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MessagingDbContext>();
            if (await db.Outbox.SingleOrDefaultAsync(m => m.Id == message.Id, cancellationToken) is { } stored)
            {
                stored.Fail(fault, clock.GetCurrentInstant());
                await db.SaveChangesAsync(cancellationToken);
            }

            return Outcome.Failed;
        }
    }

    private async Task<bool> InvokeAsync(OutboxMessage message, IIntegrationEvent integrationEvent, Type handlerType, bool last, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentUser>().Become(new SystemUser("Konnect"));
        var session = services.GetRequiredService<DatabaseSession>();
        var db = services.GetRequiredService<MessagingDbContext>();
        await session.BeginAsync(cancellationToken);
        if (!await ClaimAsync(db, message.Id, cancellationToken))
            return false;
        var name = handlerType.FullName!;
        if (!await db.Inbox.AnyAsync(i => i.MessageId == message.Id && i.Handler == name, cancellationToken))
        {
            var contract = typeof(IEventHandler<>).MakeGenericType(integrationEvent.GetType());
            var handler = services.GetServices(contract).Single(h => h!.GetType() == handlerType)!;
            await (Task)contract.GetMethod(nameof(IEventHandler<IIntegrationEvent>.Handle))!.Invoke(handler, [integrationEvent, cancellationToken])!;
            if (!last)
            {
                db.Inbox.Add(new InboxEntry { MessageId = message.Id, Handler = name });
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        if (last)
            await RemoveAsync(db, message.Id, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<Outcome> CompleteAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await RemoveAsync(scope.ServiceProvider.GetRequiredService<MessagingDbContext>(), message.Id, cancellationToken);
        return Outcome.Done;
    }

    private static async Task<bool> ClaimAsync(MessagingDbContext db, long id, CancellationToken cancellationToken)
    {
        var claimed = db.Database.IsNpgsql()
            ? db.Outbox.FromSql($"SELECT * FROM messaging.outbox WHERE id = {id} AND NOT is_dead FOR UPDATE SKIP LOCKED")
            : db.Outbox.Where(m => m.Id == id && !m.IsDead);
        return (await claimed.AsNoTracking().ToListAsync(cancellationToken)).Count == 1;
    }

    private static async Task RemoveAsync(MessagingDbContext db, long id, CancellationToken cancellationToken)
    {
        await db.Inbox.Where(i => i.MessageId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Outbox.Where(m => m.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    // The message of a fault may hold personal data: its type and stack are enough to find it.
    [LoggerMessage(Level = LogLevel.Error, Message = "Handling {Alias} #{Id} failed with {Fault}: {Stack}")]
    private static partial void LogFault(ILogger logger, string alias, long id, string fault, string? stack);
}

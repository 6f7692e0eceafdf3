using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.Modules.Planning.Contracts;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Operations;

/// <summary>Messages that no handler can take.</summary>
internal static class Letters
{
    public const string Unknown = "nobody.knows.v1";

    /// <summary>Publishes an event under a name that no module knows.</summary>
    /// <param name="dead">True when its eight attempts have failed already.</param>
    public static Task<long> PublishUnknownAsync(this KonnectHost host, bool dead = false) => host.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<MessagingDbContext>();
        var message = OutboxMessage.From(new PlanChanged("L1", null, null), services.GetRequiredService<EventCatalogue>(), host.Clock.Now);
        for (var attempt = 0; dead && attempt < 8; attempt++)
            message.Fail(new InvalidOperationException(), host.Clock.Now);
        db.Outbox.Add(message).Property(m => m.Type).CurrentValue = Unknown;
        await db.SaveChangesAsync();
        return message.Id;
    });

    /// <summary>Somebody takes the cause away: the message has a name that is known.</summary>
    public static Task<int> RepairAsync(this KonnectHost host, long id) => host.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<MessagingDbContext>();
        db.Entry((await db.Outbox.FindAsync(id))!).Property(m => m.Type).CurrentValue = services.GetRequiredService<EventCatalogue>().AliasOf(typeof(PlanChanged));
        return await db.SaveChangesAsync();
    });

    /// <summary>Lets so many attempts fail.</summary>
    public static async Task FailAsync(this KonnectHost host, int attempts)
    {
        for (var i = 0; i < attempts; i++)
        {
            await host.DrainAsync();
            host.Clock.Advance(Duration.FromDays(1));
        }
    }
}

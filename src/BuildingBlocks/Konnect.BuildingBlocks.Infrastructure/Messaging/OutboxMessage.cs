using Konnect.BuildingBlocks.Events;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Messaging;

/// <summary>An event that waits for its handlers, written in the same save as the change it tells of.</summary>
[NoPersonalData]
public sealed class OutboxMessage
{
    /// <summary>Order of publication.</summary>
    public long Id { get; private set; }

    /// <summary>The event's alias.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Messages of one stream are handled in order.</summary>
    public string StreamKey { get; private set; } = "";

    /// <summary>The event as JSON: keys, dates and times only.</summary>
    public string Body { get; private set; } = "";

    /// <summary>When it was published.</summary>
    public Instant PublishedAt { get; private set; }

    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Not before this time.</summary>
    public Instant NextAttemptAt { get; private set; }

    /// <summary>Type of the last fault; never its message, which may hold data.</summary>
    public string? LastFault { get; private set; }

    /// <summary>True after the last attempt: an administrator must look, and may replay it.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Wraps an event.</summary>
    public static OutboxMessage From(IIntegrationEvent integrationEvent, EventCatalogue catalogue, Instant now) => new()
    {
        Type = catalogue.AliasOf(integrationEvent.GetType()),
        StreamKey = integrationEvent.StreamKey,
        Body = EventCatalogue.Serialize(integrationEvent),
        PublishedAt = now,
        NextAttemptAt = now,
    };

    /// <summary>Notes a fault: tried again after 1 s, 5 s, 25 s … and given up after eight attempts (about a day).</summary>
    public void Fail(Exception fault, Instant now)
    {
        Attempts++;
        LastFault = fault.GetType().Name;
        IsDead = Attempts >= 8;
        NextAttemptAt = now + Duration.FromSeconds(Math.Pow(5, Attempts - 1));
    }

    /// <summary>Gives a dead letter a fresh start.</summary>
    public void Replay(Instant now) => (Attempts, IsDead, NextAttemptAt) = (0, false, now);

    internal static void Map(ModelBuilder builder, bool postgres, bool excludeFromMigrations) => builder.Entity<OutboxMessage>(e =>
    {
        e.ToTable(postgres ? "outbox" : "messaging_outbox", postgres ? "messaging" : null, t =>
        {
            if (excludeFromMigrations)
                t.ExcludeFromMigrations();
        });
        e.HasIndex(m => new { m.IsDead, m.Id });
    });
}

/// <summary>Records that a handler has done its part of a message; written in the handler's own transaction, so it is done once.</summary>
[NoPersonalData]
public sealed class InboxEntry
{
    /// <summary>The message.</summary>
    public long MessageId { get; init; }

    /// <summary>Full name of the handler's type.</summary>
    public string Handler { get; init; } = "";
}

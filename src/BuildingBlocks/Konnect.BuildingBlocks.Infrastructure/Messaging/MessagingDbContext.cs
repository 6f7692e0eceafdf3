using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.BuildingBlocks.Infrastructure.Messaging;

/// <summary>The outbox and inbox tables.</summary>
public abstract class MessagingDbContext(DbContextOptions options) : ModuleDbContext(options, "messaging")
{
    /// <summary>Messages that wait, and dead letters.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>What handlers of waiting messages have done.</summary>
    public DbSet<InboxEntry> Inbox => Set<InboxEntry>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<InboxEntry>(e =>
        {
            e.ToTable("inbox");
            e.HasKey(i => new { i.MessageId, i.Handler });
        });
        base.OnModelCreating(modelBuilder);
        OutboxMessage.Map(modelBuilder, Database.IsNpgsql(), excludeFromMigrations: false);
        modelBuilder.Entity<OutboxMessage>().Metadata.SetIsTableExcludedFromMigrations(false);
    }
}

internal sealed class SqliteMessagingDbContext(DbContextOptions<SqliteMessagingDbContext> options) : MessagingDbContext(options);

internal sealed class PostgresMessagingDbContext(DbContextOptions<PostgresMessagingDbContext> options) : MessagingDbContext(options);

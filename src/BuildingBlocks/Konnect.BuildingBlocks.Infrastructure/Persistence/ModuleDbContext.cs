using System.Collections.Concurrent;
using System.Text;
using Konnect.BuildingBlocks.Events;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>
/// A module's own tables: schema <paramref name="module"/> on PostgreSQL, prefix <c>module_</c> on SQLite. Each module has one abstract context
/// with its sets and two one-line subclasses, <c>SqliteXDbContext</c> and <c>PostgresXDbContext</c>, that carry the migrations.
/// </summary>
public abstract class ModuleDbContext(DbContextOptions options, string module) : DbContext(options)
{
    private static readonly ConcurrentDictionary<Type, bool> WithSealedTexts = new();

    private readonly HashSet<IMutableEntityType> others = [];
    private EventCatalogue? catalogue;
    private IClock? clock;
    private SealedTexts? texts;

    /// <summary>The module's name.</summary>
    public string Module { get; } = module;

    /// <summary>The collation that orders text by its bytes, so that both databases give the same order: for <c>EF.Functions.Collate</c>.</summary>
    public string ByteOrder => Database.IsNpgsql() ? "C" : "BINARY";

    internal DatabaseSession? Session { get; set; }

    /// <summary>The sealed texts of the installation that uses the context now.</summary>
    internal SealedTexts Texts => texts ?? throw new InvalidOperationException("The context was not made by the container.");

    internal void UseMessaging(EventCatalogue events, IClock now) => (catalogue, clock) = (events, now);

    internal void UseSealing(SealedTexts sealing) => texts = sealing;

    /// <summary>Writes an event to the outbox together with the changes of the same save.</summary>
    public void Publish(IIntegrationEvent integrationEvent) =>
        Set<OutboxMessage>().Add(OutboxMessage.From(integrationEvent, catalogue ?? throw new InvalidOperationException("The context was not made by the container."), clock!.GetCurrentInstant()));

    /// <summary>Saves all changes in one transaction, with what the trail tells of them and the events that follow; inside a running transaction, with that.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var publishes = ChangeTracker.Entries<OutboxMessage>().Any(e => e.State == EntityState.Added);
        if (HasSealedTexts(GetType()))
            Texts.SealChanges(ChangeTracker.Entries());
        Session?.Recorder.Look(ChangeTracker);
        if (Session is { Transaction: null, Recorder.HasItems: true })
            return await Session.InTransactionAsync(() => SaveAsync(acceptAllChangesOnSuccess, publishes, cancellationToken), cancellationToken);
        if (Session is not { Transaction: null })
            return await SaveAsync(acceptAllChangesOnSuccess, publishes, cancellationToken);
        await Session.TakeTurnAsync(cancellationToken);
        try
        {
            return await SaveAsync(acceptAllChangesOnSuccess, publishes, cancellationToken);
        }
        finally
        {
            Session.GiveTurn();
        }
    }

    private async Task<int> SaveAsync(bool acceptAllChangesOnSuccess, bool publishes, CancellationToken cancellationToken)
    {
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (publishes)
            Session?.EventsSaved();
        return saved;
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions(configurationBuilder, Database.IsNpgsql());

    /// <summary>How values of every module are stored.</summary>
    internal static void Conventions(ModelConfigurationBuilder configurationBuilder, bool postgres)
    {
        NodaTimeConversions.Apply(configurationBuilder, postgres);
        // By name: a table can be read without the code, and a member moved in the code keeps its meaning.
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var postgres = Database.IsNpgsql();
        modelBuilder.ApplyConfigurationsFromAssembly(GetType().Assembly);
        OutboxMessage.Map(modelBuilder, postgres, excludeFromMigrations: true);
        SqlTime.Map(modelBuilder, postgres);
        MapSealedTexts(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => !others.Contains(e)))
        {
            if (entity.ClrType != typeof(OutboxMessage))
            {
                if (postgres)
                    entity.SetSchema(Module);
                else
                    entity.SetTableName($"{Module}_{entity.GetTableName()}");
            }

            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.Name));
        }
    }

    /// <summary>Adds the module's tables to the model of a context that reads those of several modules.</summary>
    internal void DescribeIn(ModelBuilder modelBuilder)
    {
        others.UnionWith(modelBuilder.Model.GetEntityTypes());
        OnModelCreating(modelBuilder);
    }

    /// <summary>True for a context with a set of entities of which a text is sealed.</summary>
    internal static bool HasSealedTexts(Type context) => WithSealedTexts.GetOrAdd(
        context, static type => type.GetProperties().Any(p => p.PropertyType is { IsGenericType: true } set && set.GetGenericTypeDefinition() == typeof(DbSet<>) && SealedProperty.Of(set.GenericTypeArguments[0]).Count > 0));

    private void MapSealedTexts(ModelBuilder modelBuilder)
    {
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => !others.Contains(e) && SealedProperty.Of(e.ClrType).Count > 0).ToList())
        {
            if (!HasSealedTexts(GetType()))
                throw new InvalidOperationException($"{entity.ClrType.Name} has a sealed text: give {GetType().Name} a set of it.");
            foreach (var property in SealedProperty.Of(entity.ClrType))
                modelBuilder.Entity(entity.ClrType).Ignore(property.Declared.Name).Property<byte[]>(property.Column).IsRequired();
        }
    }

    /// <summary>Column names as database people write them.</summary>
    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}

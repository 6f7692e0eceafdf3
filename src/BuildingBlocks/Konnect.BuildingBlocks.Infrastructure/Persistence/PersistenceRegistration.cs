using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Infrastructure.Trail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>Registers module contexts on the database in use.</summary>
public static class PersistenceRegistration
{
    /// <summary>Registers the database itself, the scope's session and the messaging tables.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<WriteTurns>();
        services.AddScoped(sp => new DatabaseSession(sp.GetRequiredService<DatabaseSettings>(), sp.GetRequiredService<WriteTurns>(), sp.GetRequiredService<OutboxSignal>(), new TrailRecorder(sp)));
        services.AddScoped(sp => sp.GetRequiredService<DatabaseSession>().Recorder);
        services.AddDataProtection();
        services.AddSingleton<SealingKeys>();
        services.AddSingleton<SealedTexts>();
        services.AddSingleton(new SealingSecret(SealedTexts.Secret));
        services.AddSingleton(sp => new SealedRows(
            sp.GetRequiredService<IServiceScopeFactory>(), sp.GetServices<ModuleContext>(), sp.GetRequiredService<SealedTexts>(), sp.GetRequiredService<ILogger<SealedRows>>()));
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<SnapshotReaders>();
        services.AddModuleDbContext<MessagingDbContext, SqliteMessagingDbContext, PostgresMessagingDbContext>();
        return services;
    }

    /// <summary>
    /// Registers a module's context: the subclass of the database in use, on the scope's shared connection. A disposed one serves the next scope: making
    /// one takes longer than most of its queries.
    /// </summary>
    public static IServiceCollection AddModuleDbContext<TContext, TSqlite, TPostgres>(this IServiceCollection services)
        where TContext : ModuleDbContext
        where TSqlite : TContext
        where TPostgres : TContext
    {
        services.AddSingleton(new ModuleContext(typeof(TContext)));
        services.AddScoped<TContext>(sp => sp.GetRequiredService<DatabaseSettings>().IsPostgres ? Create<TPostgres>(sp) : Create<TSqlite>(sp));
        return services;
    }

    /// <summary>The options that every context of a database shares; the connection is the scope's.</summary>
    public static DbContextOptions<TContext> OptionsFor<TContext>(bool postgres, string module) where TContext : DbContext
    {
        var builder = new DbContextOptionsBuilder<TContext>();
        // A list of keys is one parameter: one for each key would make another statement for each length, to write and to prepare anew.
        if (postgres)
            builder.UseNpgsql(o => o.MigrationsHistoryTable("migrations", module).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
        else
            builder.UseSqlite(o => o.MigrationsHistoryTable($"{module}_migrations").UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));

        // Multiple collection includes and first-without-order are bugs waiting for data: make them faults at once.
        builder.ConfigureWarnings(w => w.Throw(RelationalEventId.MultipleCollectionIncludeWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        builder.AddInterceptors(SealedTextOpener.Instance, WritingAlone.Instance);
        return builder.Options;
    }

    private static TContext Create<TContext>(IServiceProvider sp) where TContext : ModuleDbContext
    {
        var session = sp.GetRequiredService<DatabaseSession>();
        var context = Pool<TContext>.Shared.CreateDbContext();
        context.Database.SetDbConnection(session.Connection);
        context.UseMessaging(sp.GetRequiredService<EventCatalogue>(), sp.GetRequiredService<IClock>());
        context.UseSealing(sp.GetRequiredService<SealedTexts>());
        session.Enlist(context);
        return context;
    }

    /// <summary><c>SqliteAttendanceDbContext</c> → <c>attendance</c>.</summary>
    public static string ModuleNameOf(Type context) =>
        context.Name.Replace("Sqlite", "", StringComparison.Ordinal).Replace("Postgres", "", StringComparison.Ordinal).Replace("DbContext", "", StringComparison.Ordinal).ToLowerInvariant();

    private static class Pool<TContext> where TContext : ModuleDbContext
    {
        public static PooledDbContextFactory<TContext> Shared { get; } = new(OptionsFor<TContext>(typeof(TContext).Name.StartsWith("Postgres", StringComparison.Ordinal), ModuleNameOf(typeof(TContext))));
    }
}

/// <summary>One registered module context, for the migrator and the tests of the model.</summary>
/// <param name="Type">The module's abstract context.</param>
public sealed record ModuleContext(Type Type);

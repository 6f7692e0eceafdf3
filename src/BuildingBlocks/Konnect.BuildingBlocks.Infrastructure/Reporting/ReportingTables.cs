using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Where the feed reads: one context over the tables of every module that declares sets, so that rows of two modules can be joined in one statement
/// although no module knows the other's tables.
/// </summary>
/// <param name="Context">The context; nothing is tracked or saved through it.</param>
public sealed record ReportingTables(DbContext Context) : IDisposable, IAsyncDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Context.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Context.DisposeAsync();
}

/// <summary>The tables of several modules as one model, for reading only.</summary>
/// <param name="options">The database.</param>
internal sealed class ReportingDbContext(DbContextOptions<ReportingDbContext> options) : DbContext(options)
{
    private IServiceScopeFactory? scopes;

    /// <summary>The tables of the modules that declare sets, on the scope's connection. Disposed, the context serves the next request: making one takes longer than a small answer.</summary>
    public static ReportingDbContext Open(IServiceProvider services)
    {
        var session = services.GetRequiredService<DatabaseSession>();
        var context = (services.GetRequiredService<DatabaseSettings>().IsPostgres ? Pool.Postgres : Pool.Sqlite).CreateDbContext();
        context.scopes = services.GetRequiredService<IServiceScopeFactory>();
        context.Database.SetDbConnection(session.Connection);
        return context;
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ModuleDbContext.Conventions(configurationBuilder, Database.IsNpgsql());

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        using var scope = scopes!.CreateScope();
        var services = scope.ServiceProvider;
        var declaring = services.GetServices<IReportingSet>().Select(s => s.RowType.Assembly).ToHashSet();
        foreach (var module in services.GetServices<ModuleContext>().Where(m => declaring.Contains(m.Type.Assembly)))
            ((ModuleDbContext)services.GetRequiredService(module.Type)).DescribeIn(modelBuilder);
    }

    private static class Pool
    {
        public static PooledDbContextFactory<ReportingDbContext> Sqlite { get; } = new(PersistenceRegistration.OptionsFor<ReportingDbContext>(postgres: false, "reporting"));

        public static PooledDbContextFactory<ReportingDbContext> Postgres { get; } = new(PersistenceRegistration.OptionsFor<ReportingDbContext>(postgres: true, "reporting"));
    }
}

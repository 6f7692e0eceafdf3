using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Where the feed reads: one context over the tables of every module that declares sets, so that rows of two modules can be joined in one statement
/// although no module knows the other's tables.
/// </summary>
/// <param name="Context">The context; nothing is tracked or saved through it.</param>
public sealed record ReportingTables(DbContext Context);

/// <summary>The tables of several modules as one model, for reading only.</summary>
/// <param name="options">The database.</param>
/// <param name="modules">Contexts of the modules; asked once, when the model is built.</param>
internal sealed class ReportingDbContext(DbContextOptions<ReportingDbContext> options, Func<IEnumerable<ModuleDbContext>> modules) : DbContext(options)
{
    /// <summary>The tables of the modules that declare sets, on the scope's connection.</summary>
    public static ReportingDbContext Open(IServiceProvider services)
    {
        var session = services.GetRequiredService<DatabaseSession>();
        var context = new ReportingDbContext(
            services.GetRequiredService<DatabaseSettings>().IsPostgres ? Options.Postgres : Options.Sqlite,
            () =>
            {
                var declaring = services.GetServices<IReportingSet>().Select(s => s.RowType.Assembly).ToHashSet();
                return services.GetServices<ModuleContext>().Where(m => declaring.Contains(m.Type.Assembly)).Select(m => (ModuleDbContext)services.GetRequiredService(m.Type));
            });
        context.Database.SetDbConnection(session.Connection);
        return context;
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ModuleDbContext.Conventions(configurationBuilder, Database.IsNpgsql());

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var module in modules())
            module.DescribeIn(modelBuilder);
    }

    private static class Options
    {
        public static DbContextOptions<ReportingDbContext> Sqlite { get; } = PersistenceRegistration.OptionsFor<ReportingDbContext>(postgres: false, "reporting");

        public static DbContextOptions<ReportingDbContext> Postgres { get; } = PersistenceRegistration.OptionsFor<ReportingDbContext>(postgres: true, "reporting");
    }
}

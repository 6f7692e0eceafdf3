using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>Brings every module's tables to the newest schema and what is sealed in them under the newest key, at start and before every command.</summary>
public sealed class DatabaseMigrator(IServiceProvider services, DatabaseSettings settings, IEnumerable<ModuleContext> contexts, SealedRows rows)
{
    /// <summary>
    /// Applies what is pending, module by module. Several hosts may start at once: EF Core's migration lock lets one go first. Where the account may not change tables,
    /// it only looks.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something is pending that this account may not apply.</exception>
    public Task MigrateAsync(CancellationToken cancellationToken) => MigrateAsync(settings.Migrates, cancellationToken);

    /// <summary>Applies what is pending, for who was asked to do just that.</summary>
    public Task MigrateNowAsync(CancellationToken cancellationToken) => MigrateAsync(apply: true, cancellationToken);

    private async Task MigrateAsync(bool apply, CancellationToken cancellationToken)
    {
        if (!settings.IsPostgres)
            Directory.CreateDirectory(settings.DataDirectory);
        await using var scope = services.CreateAsyncScope();
        foreach (var context in contexts)
        {
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(context.Type);
            // Asking first keeps an up-to-date start free of the migration lock, which writes.
            if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
                continue;
            if (!apply)
                throw new InvalidOperationException("The tables are older than this program, and KONNECT__MIGRATE=no. Run konnect migrate first, with a database account that owns them.");
            await db.Database.MigrateAsync(cancellationToken);
        }

        await rows.SealAsync(cancellationToken);
    }
}

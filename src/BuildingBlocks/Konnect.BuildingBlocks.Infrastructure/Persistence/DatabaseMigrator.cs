using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>Brings every module's tables to the newest schema, at start and before every command.</summary>
public sealed class DatabaseMigrator(IServiceProvider services, DatabaseSettings settings, IEnumerable<ModuleContext> contexts)
{
    /// <summary>Applies what is pending, module by module. Several hosts may start at once: EF Core's migration lock lets one go first.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsPostgres)
            Directory.CreateDirectory(settings.DataDirectory);
        await using var scope = services.CreateAsyncScope();
        foreach (var context in contexts)
        {
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(context.Type);
            // Asking first keeps an up-to-date start free of the migration lock, which writes.
            if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
                await db.Database.MigrateAsync(cancellationToken);
        }
    }
}

using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Children.Permits;

/// <summary>Removes code and photo of permits whose day is over, every hour while the product serves: the first hour of a new day, and at each start.</summary>
internal sealed partial class PermitKeeper(IServiceScopeFactory scopes, ZonedClock clock, ILogger<PermitKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Removes what is of no use any more.</summary>
    /// <returns>Of how many permits.</returns>
    public async Task<int> ClearAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChildrenDbContext>();
        var today = clock.GetCurrentDate();
        await db.CollectorPhotos.Where(photo => db.CollectorPermits.Any(p => p.Id == photo.PermitId && p.Day < today)).ExecuteDeleteAsync(cancellationToken);
        var over = await db.CollectorPermits.Where(p => p.ClearedAt == null && p.Day < today).ToListAsync(cancellationToken);
        foreach (var permit in over)
            permit.Clear(clock.GetCurrentInstant());
        await db.SaveChangesAsync(cancellationToken);
        return over.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                await ClearAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                NotCleared(log, fault.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Codes and photos of days that are over could not be removed ({Fault}); it will be tried again.")]
    private static partial void NotCleared(ILogger log, string fault);
}

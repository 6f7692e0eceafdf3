using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Audit.Chain;

/// <summary>
/// Looks after the trail while the product serves: marks each hour how far it has come, removes once a day what is older than a year and what was counted
/// in hours that are over, and reads the whole chain once a day.
/// </summary>
internal sealed partial class TrailKeeper(IServiceScopeFactory scopes, ZonedClock clock, TrailMarks marks, ILogger<TrailKeeper> log) : BackgroundService
{
    /// <summary>How long a line is kept: one year after recording.</summary>
    public static readonly Period Kept = Period.FromYears(1);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private LocalDate? tidiedOn;

    /// <summary>Marks how far the trail has come.</summary>
    public async Task MarkAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        marks.Add(await ChainedTrail.EndAsync(scope.ServiceProvider.GetRequiredService<AuditDbContext>(), cancellationToken));
    }

    /// <summary>Removes lines older than they are kept, from the old end only, and moves the anchor; tells so in the trail.</summary>
    /// <returns>How many lines went.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentUser>().Become(new SystemUser("Konnect"));
        var (db, session) = (services.GetRequiredService<AuditDbContext>(), services.GetRequiredService<DatabaseSession>());
        var from = clock.Zone.AtStartOfDay(clock.GetCurrentDate() - Kept).ToInstant();
        await session.BeginAsync(cancellationToken);
        await ChainedTrail.LockAsync(session, cancellationToken);
        var kept = await db.Entries.Where(e => e.At >= from).OrderBy(e => e.Number).Select(e => (long?)e.Number).FirstOrDefaultAsync(cancellationToken) ?? long.MaxValue;
        var last = await db.Entries.Where(e => e.Number < kept).OrderByDescending(e => e.Number).Select(e => new TrailEnd(e.Number, e.Hash, e.KeyVersion)).FirstOrDefaultAsync(cancellationToken);
        if (last is null)
        {
            await session.RollbackAsync();
            return 0;
        }

        await db.Records.Where(r => r.EntryNumber <= last.Number).ExecuteDeleteAsync(cancellationToken);
        var removed = await db.Entries.Where(e => e.Number <= last.Number).ExecuteDeleteAsync(cancellationToken);
        var anchor = await db.Anchors.SingleOrDefaultAsync(cancellationToken);
        if (anchor is null)
            db.Anchors.Add(anchor = new());
        anchor.MoveTo(last, services.GetRequiredService<TrailKeys>().For(Math.Max(last.KeyVersion, anchor.KeyVersion)));
        await db.SaveChangesAsync(cancellationToken);
        await services.GetRequiredService<ITrail>().AppendAsync(
            [new(clock.GetCurrentInstant(), "audit.remove-expired", null, "Konnect", "", "", "", FormattableString.Invariant($"{removed} lines up to {last.Number}"), [])], cancellationToken);
        await session.CommitAsync(cancellationToken);
        marks.Forget(last.Number);
        return removed;
    }

    /// <summary>Removes what was counted in hours that are over, and limits that were reached longer ago than they are told of.</summary>
    public async Task RemoveCountedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuditDbContext>();
        var from = clock.GetCurrentInstant() - Pattern.Period - UseHour.Length;
        await db.Uses.Where(u => u.Hour < from).ExecuteDeleteAsync(cancellationToken);
        await db.ReachedLimits.Where(l => l.Hour < from).ExecuteDeleteAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await MarkAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                await MarkAsync(stoppingToken);
                var today = clock.GetCurrentDate();
                if (tidiedOn == today)
                    continue;
                await RemoveExpiredAsync(stoppingToken);
                await RemoveCountedAsync(stoppingToken);
                await using (var scope = scopes.CreateAsyncScope())
                    await scope.ServiceProvider.GetRequiredService<ChainReader>().ReadAsync(null, stoppingToken);
                tidiedOn = today;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                NotKept(log, fault.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The audit trail could not be looked after ({Fault}); it will be tried again.")]
    private static partial void NotKept(ILogger log, string fault);
}

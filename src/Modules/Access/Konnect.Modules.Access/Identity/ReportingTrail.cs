using System.Collections.Concurrent;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>
/// Keeps who read what from the reporting feed: in memory at once, in the database a few seconds later and at the end, so that reading waits for no
/// write. What is older than a year goes once a day.
/// </summary>
internal sealed partial class ReportingTrail(IServiceScopeFactory scopes, ZonedClock clock, ILogger<ReportingTrail> log) : BackgroundService, IReportingTrail
{
    /// <summary>Rows of one save: the database's only write lock is soon somebody else's.</summary>
    private const int Batch = 200;

    /// <summary>Some 20 MB: what is kept of a day on which the database takes nothing.</summary>
    private const int Most = 100_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentQueue<FeedRead> waiting = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private LocalDate? tidiedOn;
    private int lost;

    /// <inheritdoc/>
    public void Record(FeedRead read)
    {
        if (waiting.Count < Most)
            waiting.Enqueue(read);
        else
            Interlocked.Increment(ref lost);
    }

    /// <summary>Writes what was remembered.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            while (waiting.Take(Batch).ToList() is { Count: > 0 } batch)
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AccessDbContext>();
                db.Reads.AddRange(batch.Select(RecordedRead.Of));
                await db.SaveChangesAsync(cancellationToken);
                // Only now: what could not be written is still there the next time.
                for (var i = 0; i < batch.Count; i++)
                    waiting.TryDequeue(out _);
            }
        }
        finally
        {
            writing.Release();
        }

        if (Interlocked.Exchange(ref lost, 0) is > 0 and var count)
            Lost(log, count);
    }

    /// <summary>Removes what is older than it is kept.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var today = clock.GetCurrentDate();
        if (tidiedOn == today)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var from = clock.Zone.AtStartOfDay(today - RecordedRead.Kept).ToInstant();
        await scope.ServiceProvider.GetRequiredService<AccessDbContext>().Reads.Where(r => r.At < from).ExecuteDeleteAsync(cancellationToken);
        tidiedOn = today;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    public override void Dispose()
    {
        writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // A save that is stopped half-way may be saved all the same, and would be written twice.
                await WriteAsync(CancellationToken.None);
                await TidyAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // A locked database now is no loss: the next round writes it.
                NotWritten(log, fault.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Who read the reporting feed could not be written ({Fault}); it will be tried again.")]
    private static partial void NotWritten(ILogger log, string fault);

    [LoggerMessage(LogLevel.Error, "{Count} requests of the reporting feed were not recorded: the database took nothing for too long.")]
    private static partial void Lost(ILogger log, int count);
}

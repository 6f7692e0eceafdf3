using System.Collections.Concurrent;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
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
/// write. Each read is a row that its token's page counts and a line of the audit trail, in one transaction; a token that was refused is a line. Rows older than a year go once a day.
/// </summary>
internal sealed partial class ReportingTrail(IServiceScopeFactory scopes, ZonedClock clock, ILogger<ReportingTrail> log) : BackgroundService, IReportingTrail
{
    /// <summary>Rows of one save: the database's only write lock is soon somebody else's.</summary>
    private const int Batch = 200;

    /// <summary>Some 20 MB: what is kept of a day on which the database takes nothing.</summary>
    private const int Most = 100_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>The kind of line that a read is in the audit trail.</summary>
    public const string Kind = "access.read-feed";

    private readonly ConcurrentQueue<FeedRead> waiting = new();
    private readonly ConcurrentQueue<TrailEvent> refusals = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private LocalDate? tidiedOn;
    private int lost;

    /// <inheritdoc/>
    public void Record(FeedRead read) => Keep(waiting, read);

    /// <summary>Remembers a line for the audit trail about a token or a page that was refused.</summary>
    public void RecordRefusal(TrailEvent refusal) => Keep(refusals, refusal);

    /// <summary>Writes what was remembered.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            while ((Reads: waiting.Take(Batch).ToList(), Refusals: refusals.Take(Batch).ToList()) is var batch && batch.Reads.Count + batch.Refusals.Count > 0)
            {
                await WriteAsync(batch.Reads, batch.Refusals, cancellationToken);
                // Only now: what could not be written is still there the next time.
                Drop(waiting, batch.Reads.Count);
                Drop(refusals, batch.Refusals.Count);
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

    private async Task WriteAsync(List<FeedRead> reads, List<TrailEvent> refused, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (db, session) = (services.GetRequiredService<AccessDbContext>(), services.GetRequiredService<DatabaseSession>());
        var readers = await ReadersAsync(db, reads.Select(r => r.TokenId).Distinct().ToList(), cancellationToken);
        await session.BeginAsync(cancellationToken);
        db.Reads.AddRange(reads.Select(RecordedRead.Of));
        await db.SaveChangesAsync(cancellationToken);
        await services.GetRequiredService<ITrail>().AppendAsync([.. reads.Select(r => LineOf(r, readers.GetValueOrDefault(r.TokenId, ""))), .. refused], cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Names of the tokens, and of the accounts that took rows from a page.</summary>
    private static async Task<Dictionary<Guid, string>> ReadersAsync(AccessDbContext db, List<Guid> keys, CancellationToken cancellationToken)
    {
        var tokens = await db.Tokens.AsNoTracking().Where(t => keys.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToListAsync(cancellationToken);
        var accounts = await db.Accounts.AsNoTracking().Where(a => keys.Contains(a.Id)).Select(a => new { a.Id, a.Name }).ToListAsync(cancellationToken);
        return tokens.Concat(accounts).ToDictionary(r => r.Id, r => r.Name);
    }

    private static TrailEvent LineOf(FeedRead read, string reader) => new(
        read.At, Kind, read.TokenId, reader, read.Origin.Address, read.Origin.Device, OutcomeOf(read), FormattableString.Invariant($"{read.Set} {read.Shape}, {read.Rows} rows").TrimStart(), []);

    /// <summary>Who went away before the end was refused nothing. What the feed itself refuses bears its status; the rest is a refusal as pages know it.</summary>
    private static string OutcomeOf(FeedRead read) => read.Status switch
    {
        < 400 or FeedRead.GoneAway => "",
        403 => "access.not-allowed",
        _ when read.Refusal.Contains('.', StringComparison.Ordinal) => read.Refusal,
        _ => FormattableString.Invariant($"reporting.{read.Status}"),
    };

    private static void Drop<T>(ConcurrentQueue<T> written, int count)
    {
        for (var i = 0; i < count; i++)
            written.TryDequeue(out _);
    }

    private void Keep<T>(ConcurrentQueue<T> queue, T told)
    {
        if (queue.Count < Most)
            queue.Enqueue(told);
        else
            Interlocked.Increment(ref lost);
    }

    [LoggerMessage(LogLevel.Warning, "Who read the reporting feed could not be written ({Fault}); it will be tried again.")]
    private static partial void NotWritten(ILogger log, string fault);

    [LoggerMessage(LogLevel.Error, "{Count} requests of the reporting feed were not recorded: the database took nothing for too long.")]
    private static partial void Lost(ILogger log, int count);
}

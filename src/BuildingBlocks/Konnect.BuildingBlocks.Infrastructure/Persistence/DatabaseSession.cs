using System.Data;
using System.Data.Common;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Trail;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>
/// One scope's connection, shared by the contexts of all modules, so that one transaction can hold what several modules do together.
/// A use case needs none of this: its single save is a transaction of its own.
/// </summary>
public sealed class DatabaseSession : IAsyncDisposable, IDisposable
{
    private readonly DatabaseSettings settings;
    private readonly WriteTurns turns;
    private readonly OutboxSignal signal;
    private readonly List<ModuleDbContext> contexts = [];
    private readonly List<Action> followUps = [];
    private DbConnection? connection;
    private DbTransaction? transaction;
    private bool published;
    private bool hasTurn;

    internal DatabaseSession(DatabaseSettings settings, WriteTurns turns, OutboxSignal signal, TrailRecorder recorder) =>
        (this.settings, this.turns, this.signal, Recorder) = (settings, turns, signal, recorder);

    /// <summary>The open connection.</summary>
    public DbConnection Connection => connection ??= Open();

    /// <summary>The running transaction, if any.</summary>
    public DbTransaction? Transaction => transaction;

    /// <summary>What the scope does with records of persons.</summary>
    internal TrailRecorder Recorder { get; }

    /// <summary>Starts a transaction for every context of the scope, also those made later. On SQLite it takes the write lock at once.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => BeginAsync(
        async () =>
        {
            await TakeTurnAsync(cancellationToken);
            return await Connection.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken);
        },
        cancellationToken);

    /// <summary>Starts a transaction that only reads and sees one moment; on SQLite it leaves the write lock to others.</summary>
    public Task BeginSnapshotAsync(CancellationToken cancellationToken) => BeginAsync(
        async () => Connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken),
        cancellationToken);

    /// <summary>
    /// Inside the transaction: waits until no other transaction holds the same lock, and holds it until the end. On SQLite the transaction
    /// itself is alone.
    /// </summary>
    public async Task LockAsync(string key, CancellationToken cancellationToken)
    {
        if (!settings.IsPostgres || transaction is null)
            return;
        await using var command = Connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        command.Parameters.Add(new NpgsqlParameter { Value = key });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Does something once the running transaction is durable, and never if it is taken back.</summary>
    public void AfterCommit(Action followUp) => followUps.Add(followUp);

    /// <summary>
    /// Does in one transaction what several modules save, one at a time for each key. It becomes durable whatever the answer is: what is refused has saved only what must stand, such as a try
    /// that was counted. A fault takes everything back, and may be tried again.
    /// </summary>
    public Task<TAnswer> TogetherAsync<TAnswer>(string key, Func<Task<TAnswer>> work, CancellationToken cancellationToken) => InTransactionAsync(
        async () =>
        {
            await LockAsync(key, cancellationToken);
            return await work();
        },
        cancellationToken);

    /// <summary>Does something in a transaction of its own, which becomes durable whatever the answer is; a fault takes everything back.</summary>
    internal async Task<TAnswer> InTransactionAsync<TAnswer>(Func<Task<TAnswer>> work, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        try
        {
            var answer = await work();
            await CommitAsync(cancellationToken);
            return answer;
        }
        catch
        {
            await RollbackAsync();
            throw;
        }
    }

    /// <summary>Makes everything durable, with what the trail tells of it, then wakes the dispatcher if events were published.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await Recorder.WriteAsync(cancellationToken);
        await transaction!.CommitAsync(cancellationToken);
        await LeaveAsync();
        if (published)
            signal.Set();
        published = false;
        foreach (var followUp in followUps)
            followUp();
        followUps.Clear();
    }

    /// <summary>Takes everything back and forgets what the contexts tracked.</summary>
    public async Task RollbackAsync()
    {
        await transaction!.RollbackAsync(CancellationToken.None);
        await LeaveAsync();
        published = false;
        followUps.Clear();
        Forget();
    }

    /// <summary>Forgets what the scope's contexts read and changed, so that a use case can be tried again on fresh rows.</summary>
    internal void Forget()
    {
        Recorder.Forget();
        foreach (var context in contexts)
            context.ChangeTracker.Clear();
    }

    /// <summary>Waits until no other scope writes, where only one can.</summary>
    internal async ValueTask TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (settings.IsPostgres || hasTurn)
            return;
        await turns.TakeAsync(cancellationToken);
        hasTurn = true;
    }

    /// <summary>Lets the next scope write.</summary>
    internal void GiveTurn()
    {
        if (!hasTurn)
            return;
        hasTurn = false;
        turns.Give();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        transaction?.Dispose();
        connection?.Dispose();
        GiveTurn();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
            await transaction.DisposeAsync();
        if (connection is not null)
            await connection.DisposeAsync();
        GiveTurn();
    }

    internal void Enlist(ModuleDbContext context)
    {
        contexts.Add(context);
        context.Session = this;
        context.Database.AutoSavepointsEnabled = false;
        if (transaction is not null)
            context.Database.UseTransaction(transaction);
    }

    /// <summary>A context saved events: outside a transaction they are durable now.</summary>
    internal void EventsSaved()
    {
        if (transaction is null)
            signal.Set();
        else
            published = true;
    }

    private async Task BeginAsync(Func<Task<DbTransaction>> begin, CancellationToken cancellationToken)
    {
        if (transaction is not null)
            throw new InvalidOperationException("The scope already has a transaction.");
        try
        {
            transaction = await begin();
        }
        catch
        {
            GiveTurn();
            throw;
        }

        foreach (var context in contexts)
            await context.Database.UseTransactionAsync(transaction, cancellationToken);
    }

    private async Task LeaveAsync()
    {
        foreach (var context in contexts)
            await context.Database.UseTransactionAsync(null);
        await transaction!.DisposeAsync();
        transaction = null;
        GiveTurn();
    }

    private DbConnection Open()
    {
        if (settings.IsPostgres)
        {
            var postgres = new NpgsqlConnection(settings.ConnectionString);
            postgres.Open();
            return postgres;
        }

        var sqlite = new SqliteConnection(settings.ConnectionString);
        sqlite.Open();
        using var pragmas = sqlite.CreateCommand();
        // FULL: what was acknowledged survives a power cut. The engine's own busy handler waits in small steps, the driver's in 150 ms ones.
        pragmas.CommandText = $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout={DatabaseSettings.LongestWait.TotalMilliseconds:0}; PRAGMA cache_size=-4096; PRAGMA temp_store=MEMORY;";
        pragmas.ExecuteNonQuery();
        return sqlite;
    }
}

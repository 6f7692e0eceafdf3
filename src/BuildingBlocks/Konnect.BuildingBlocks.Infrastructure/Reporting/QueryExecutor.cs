using System.Data.Common;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Logging;
using Npgsql;
using SQLitePCL;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Fifth step: runs translated queries on the database, no longer than a statement may take and no longer than somebody waits for the answer.</summary>
internal sealed class QueryExecutor(ReportingLimits limits, ILogger<QueryExecutor> logger)
{
    /// <summary>The number of matching rows.</summary>
    /// <exception cref="ReportingRefusal">501 for what EF Core can't translate, 503 when it takes too long, 400 when the database can't calculate it.</exception>
    public async Task<long> CountAsync(TranslatedQuery query, CancellationToken aborted)
    {
        await query.Context.Database.OpenConnectionAsync(aborted);
        using var watch = new StatementWatch(query.Context.Database.GetDbConnection(), limits.Statement, aborted);
        try
        {
            var count = Expression.Call(typeof(Queryable), nameof(Queryable.LongCount), [query.Matching.ElementType], query.Matching.Expression);
            return await ((IAsyncQueryProvider)query.Matching.Provider).ExecuteAsync<Task<long>>(count, watch.Token);
        }
        catch (Exception e) when ((watch.Explain(e) ?? Untranslated(e)) is { } refusal)
        {
            throw refusal;
        }
        finally
        {
            await query.Context.Database.CloseConnectionAsync();
        }
    }

    /// <summary>The rows, read one by one straight from the database.</summary>
    /// <exception cref="ReportingRefusal">As <see cref="CountAsync"/>.</exception>
    public async Task<RowStream> OpenAsync(TranslatedQuery query, CancellationToken aborted)
    {
        var command = Command(query);
        await query.Context.Database.OpenConnectionAsync(aborted);
        var watch = new StatementWatch(command.Connection!, limits.Statement, aborted);
        try
        {
            var values = await command.ExecuteReaderAsync(watch.Token);
            return new RowStream(query.Context, command, values, watch);
        }
        catch (Exception e)
        {
            watch.Dispose();
            await command.DisposeAsync();
            await query.Context.Database.CloseConnectionAsync();
            if (watch.Explain(e) is { } refusal)
                throw refusal;
            throw;
        }
    }

    private DbCommand Command(TranslatedQuery query)
    {
        try
        {
            var command = query.Page.CreateDbCommand();
            // The watch keeps the time, and knows when it is the client that is slow.
            command.CommandTimeout = 0;
            return command;
        }
        catch (Exception e) when (Untranslated(e) is { } refusal)
        {
            throw refusal;
        }
    }

    private ReportingRefusal? Untranslated(Exception e)
    {
        if (e is not (InvalidOperationException or NotSupportedException or ArgumentException or ArithmeticException))
            return null;
        logger.LogWarning(e, "A query has no translation to SQL");
        return ReportingRefusal.NotSupported("The query can't be answered by the database.");
    }
}

/// <summary>The rows of one running query.</summary>
internal sealed class RowStream(DbContext context, DbCommand command, DbDataReader values, StatementWatch watch) : IAsyncDisposable
{
    /// <summary>SQLite reads in this process: asking it asynchronously only costs.</summary>
    private readonly bool synchronous = values is SqliteDataReader;

    /// <summary>The context the rows come from.</summary>
    public DbContext Context { get; } = context;

    /// <summary>The values of the current row.</summary>
    public DbDataReader Values { get; } = values;

    /// <summary>How many rows came so far, the current one among them.</summary>
    public long Given { get; private set; }

    /// <summary>Goes to the next row; false after the last.</summary>
    public ValueTask<bool> NextAsync()
    {
        watch.Start();
        return synchronous ? new(Next()) : WaitForNextAsync();
    }

    /// <summary>The client takes its time: that is none of the database's.</summary>
    public void Pause() => watch.Stop();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // PostgreSQL's driver reads what is left before it closes, however long the database searches for it. Who left between two rows stopped nothing yet.
        if (watch.Token.IsCancellationRequested)
            command.Cancel();
        watch.Dispose();
        await Values.DisposeAsync();
        await command.DisposeAsync();
        await Context.Database.CloseConnectionAsync();
    }

    private bool Next()
    {
        try
        {
            return Count(Values.Read());
        }
        catch (Exception e) when (watch.Explain(e) is { } refusal)
        {
            throw refusal;
        }
    }

    private async ValueTask<bool> WaitForNextAsync()
    {
        try
        {
            return Count(await Values.ReadAsync(watch.Token));
        }
        catch (Exception e) when (watch.Explain(e) is { } refusal)
        {
            throw refusal;
        }
    }

    private bool Count(bool found)
    {
        Given += found ? 1 : 0;
        return found;
    }
}

/// <summary>Stops a statement that takes too long or that nobody waits for any more.</summary>
internal sealed class StatementWatch : IDisposable
{
    private readonly TimeSpan limit;
    private readonly CancellationToken aborted;
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenRegistration interrupt;
    private bool running;

    /// <summary>Starts to watch an open connection.</summary>
    public StatementWatch(DbConnection connection, TimeSpan limit, CancellationToken aborted)
    {
        (this.limit, this.aborted) = (limit, aborted);
        stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        // SQLite looks at no token while it searches; PostgreSQL's driver does.
        if (connection is SqliteConnection sqlite)
            interrupt = stop.Token.Register(() => raw.sqlite3_interrupt(sqlite.Handle));
        Start();
    }

    /// <summary>Cancelled when the statement is to stop.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>The database works: the time runs.</summary>
    public void Start()
    {
        if (running)
            return;
        running = true;
        stop.CancelAfter(limit);
    }

    /// <summary>The database rests: the time stands still.</summary>
    public void Stop()
    {
        running = false;
        stop.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    private static ReportingRefusal OutOfRange() => ReportingRefusal.Malformed("The database can't calculate an expression of the query: a value is out of range.");

    /// <summary>The refusal that a fault of the database means for the client, or null when it is a fault of ours.</summary>
    public ReportingRefusal? Explain(Exception fault) => fault switch
    {
        _ when aborted.IsCancellationRequested => null,
        OperationCanceledException or SqliteException { SqliteErrorCode: raw.SQLITE_INTERRUPT } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => ReportingRefusal.TooSlow(),
        // Class 22: a value out of range, a text the database can't hold. SQLite has no code of its own for it.
        PostgresException { SqlState: ['2', '2', ..] } => OutOfRange(),
        SqliteException { SqliteErrorCode: raw.SQLITE_ERROR } overflow when overflow.Message.Contains("overflow", StringComparison.Ordinal) => OutOfRange(),
        _ when DatabaseFault.StatusOf(fault) == StatusCodes.Status503ServiceUnavailable => ReportingRefusal.Busy(),
        _ => null,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        // Waits for an interrupt under way, so that it never reaches the connection's next user.
        interrupt.Dispose();
        stop.Dispose();
    }
}

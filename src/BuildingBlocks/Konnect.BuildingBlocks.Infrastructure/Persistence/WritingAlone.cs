using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>A statement that writes on its own, outside a transaction and without a save, waits for its turn as those do.</summary>
internal sealed class WritingAlone : DbCommandInterceptor
{
    /// <summary>The only one: with another, EF Core would keep other services.</summary>
    public static WritingAlone Instance { get; } = new();

    /// <inheritdoc/>
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (SessionOf(eventData, eventData.CommandSource) is { } session)
            await session.TakeTurnAsync(cancellationToken);
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        SessionOf(eventData, eventData.CommandSource)?.GiveTurn();
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        SessionOf(eventData, eventData.CommandSource)?.GiveTurn();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SessionOf(eventData, eventData.CommandSource)?.GiveTurn();
        return Task.CompletedTask;
    }

    private static DatabaseSession? SessionOf(DbContextEventData data, CommandSource source) =>
        source is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw
            && data.Context is ModuleDbContext { Session: { Transaction: null } session } ? session : null;
}

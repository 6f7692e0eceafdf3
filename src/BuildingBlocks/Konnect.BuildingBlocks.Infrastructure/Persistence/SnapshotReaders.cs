using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>Reads a lot of the database in parts, several at a time, where reading costs the processor more than the database.</summary>
public sealed class SnapshotReaders(IServiceScopeFactory scopes)
{
    private static readonly int AtOnce = Math.Min(Environment.ProcessorCount, 4);

    /// <summary>Hands each part to a service of a scope of its own that sees one moment; nothing is locked, and nothing written there is kept.</summary>
    /// <typeparam name="TService">The service that reads.</typeparam>
    /// <typeparam name="TPart">A part.</typeparam>
    /// <param name="parts">What there is to read.</param>
    /// <param name="read">Reads one part; called on several threads.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ForEachAsync<TService, TPart>(IEnumerable<TPart> parts, Func<TService, TPart, CancellationToken, Task> read, CancellationToken cancellationToken) where TService : notnull =>
        Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (part, stop) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DatabaseSession>().BeginSnapshotAsync(stop);
            await read(scope.ServiceProvider.GetRequiredService<TService>(), part, stop);
        });
}

using System.Collections.Concurrent;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Planning.Contracts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Looks where stored facts are other than they should be, several stretches at a time: looking costs the processor more than the database.</summary>
internal sealed class FactComparison(IServiceScopeFactory scopes)
{
    private static readonly int AtOnce = Math.Min(Environment.ProcessorCount, 4);

    /// <summary>The stretches in which something differs, in order of time. Each is seen as of one moment; nothing is locked or written.</summary>
    /// <param name="stretches">Where to look.</param>
    /// <param name="progress">Told how many location-days more are done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<(LocationInfo Location, DateInterval Days)>> FindDifferingAsync(
        IEnumerable<(LocationInfo Location, DateInterval Days)> stretches, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var differing = new ConcurrentBag<(LocationInfo Location, DateInterval Days)>();
        await Parallel.ForEachAsync(stretches, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (stretch, stop) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DatabaseSession>().BeginSnapshotAsync(stop);
            if ((await scope.ServiceProvider.GetRequiredService<FactStore>().CompareAsync(stretch.Location, stretch.Days, stop)).Rows > 0)
                differing.Add(stretch);
            progress?.Report(stretch.Days.Length);
        });
        return [.. differing.OrderBy(s => s.Days.Start).ThenBy(s => s.Location.Code, StringComparer.Ordinal)];
    }
}

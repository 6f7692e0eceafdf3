using System.Threading.RateLimiting;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Lets a few requests of one token run at a time; more wait their turn, so that one greedy client does not take the database from the house.</summary>
internal sealed class ReportingGate(ReportingLimits limits) : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<ApiAccess> places = PartitionedRateLimiter.Create<ApiAccess, Guid>(access =>
        RateLimitPartition.GetConcurrencyLimiter(access.TokenId, _ => new() { PermitLimit = limits.Parallel, QueueLimit = limits.Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));

    /// <summary>Takes a place, waiting for one if need be; dispose it to leave.</summary>
    /// <exception cref="ReportingRefusal">429 when too many wait already, or for too long.</exception>
    public async Task<IDisposable> EnterAsync(ApiAccess access, CancellationToken aborted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        patience.CancelAfter(limits.Wait);
        try
        {
            var place = await places.AcquireAsync(access, 1, patience.Token);
            if (place.IsAcquired)
                return place;
            place.Dispose();
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
        }

        throw new ReportingRefusal(StatusCodes.Status429TooManyRequests, "too-many", $"At most {limits.Parallel} requests of one token run at a time.") { RetryAfter = 10 };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => places.DisposeAsync();
}

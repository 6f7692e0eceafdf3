using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.AspNetCore.Diagnostics;

namespace Konnect.Host.Hosting;

/// <summary>
/// How many requests a session, a shared device, or else a network address may send in a minute: far more than people do, and too few to take everything along page by
/// page. What an open page asks by itself, the assets, the health of the host and the reporting feed, which limits each token, do not count.
/// </summary>
internal static class RequestLimit
{
    /// <summary>Requests of a minute, unless a setting says otherwise.</summary>
    public const int Usual = 600;

    // Every open page of a large organisation a few times over.
    private const int MostWaiting = 1_000;

    /// <summary>Counts in memory, and answers what is too much with 429 and after how many seconds it goes on.</summary>
    public static IServiceCollection AddRequestLimit(this IServiceCollection services, int? requests) => services.AddRateLimiter(options =>
    {
        // The place first: who waits for it has spent nothing yet.
        var place = PartitionedRateLimiter.Create<HttpContext, bool>(PlaceOf);
        options.GlobalLimiter = requests is { } most
            ? PartitionedRateLimiter.CreateChained(place, PartitionedRateLimiter.Create<HttpContext, string>(context => PartitionOf(context, most)))
            : place;
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? Math.Max(1, Math.Ceiling(time.TotalSeconds)) : 1;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            rejected.HttpContext.RequestServices.GetRequiredService<RefusedAttempts>().TooManyRequests();
            return ValueTask.CompletedTask;
        };
    });

    /// <summary>Pages that draw themselves again do so in turn, on half of the processors: one change makes dozens of them, and who taps does not wait for those.</summary>
    private static RateLimitPartition<bool> PlaceOf(HttpContext context) => PageRefresh.IsAskedBy(context.Request)
        ? RateLimitPartition.GetConcurrencyLimiter(true, _ => new() { PermitLimit = Math.Max(1, Environment.ProcessorCount / 2), QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst })
        : RateLimitPartition.GetNoLimiter(false);

    private static RateLimitPartition<string> PartitionOf(HttpContext context, int most)
    {
        // The page that tells of a refusal is not refused itself.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            return RateLimitPartition.GetNoLimiter("");
        var sender = context.User.FindFirstValue(KonnectClaims.Session) ?? context.User.FindFirstValue(KonnectClaims.Device)
            ?? (context.Connection.RemoteIpAddress is { } address ? AddressLimit.KeyOf(address) : "");
        return RateLimitPartition.GetTokenBucketLimiter(sender, _ => new()
        {
            TokenLimit = most,
            TokensPerPeriod = Math.Max(1, most / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        });
    }
}

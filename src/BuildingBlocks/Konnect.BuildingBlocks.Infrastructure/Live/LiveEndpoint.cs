using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Konnect.BuildingBlocks.Infrastructure.Live;

/// <summary>
/// Server-sent events: <c>GET /live?topic=…</c> for signed-in users. The stream holds no data, so a topic needs no further right. And <c>GET /live/session</c>, by which a
/// page that stands open learns that its session is over: asking is no use of it.
/// </summary>
public static class LiveEndpoint
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    /// <summary>Changes reach the pages of other hosts too, where the database allows for any.</summary>
    public static IServiceCollection AddLiveRelay(this IServiceCollection services, DatabaseSettings database) =>
        database.IsPostgres ? services.AddHostedService<LiveRelay>() : services;

    /// <summary>Maps the endpoints.</summary>
    public static void MapLive(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/live/session", () => TypedResults.NoContent()).RequireAuthorization().DisableRateLimiting();
        endpoints.MapGet("/live", async (string topic, HttpContext http, LiveChanges changes, IHostApplicationLifetime lifetime) =>
        {
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
            try
            {
                await http.Response.WriteAsync("retry: 2000\n\n", either.Token);
                await http.Response.Body.FlushAsync(either.Token);
                await foreach (var changed in changes.ListenAsync(topic, Heartbeat, either.Token))
                {
                    await http.Response.WriteAsync(changed ? "event: changed\ndata: 1\n\n" : ": still here\n\n", either.Token);
                    await http.Response.Body.FlushAsync(either.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The page was closed or the host stops.
            }
        }).RequireAuthorization().DisableRateLimiting();
    }
}

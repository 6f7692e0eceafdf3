using System.Collections.Concurrent;
using Konnect.Modules.Access.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>Keeps when tokens were last used, written once a minute and at the end, so that reading the feed waits for no write.</summary>
internal sealed partial class TokenUses(IServiceScopeFactory scopes, ILogger<TokenUses> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Instant> last = [];

    /// <summary>Remembers a use.</summary>
    public void Note(Guid tokenId, Instant at) => last[tokenId] = at;

    /// <summary>Writes what was remembered.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (last.IsEmpty)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccessDbContext>();
        foreach (var (token, at) in last.ToArray())
        {
            await db.Tokens.Where(t => t.Id == token).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, at), cancellationToken);
            last.TryRemove(KeyValuePair.Create(token, at));
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // A locked database now is no loss: the next minute writes it.
                NotWritten(log, fault.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "When tokens were last used could not be written ({Fault}); it will be tried again.")]
    private static partial void NotWritten(ILogger log, string fault);
}

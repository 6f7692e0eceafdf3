using System.Threading.Channels;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Konnect.BuildingBlocks.Infrastructure.Live;

/// <summary>
/// Carries changes between the hosts of one PostgreSQL database by <c>LISTEN</c> and <c>NOTIFY</c>. After a gap in the connection it is not known what was missed: every page
/// of this host looks again.
/// </summary>
internal sealed partial class LiveRelay(DatabaseSettings database, LiveChanges changes, ILogger<LiveRelay> log) : BackgroundService
{
    private const string Channel = "konnect_live";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // PostgreSQL refuses texts of 8,000 bytes and more.
    private const int LongestTopic = 1000;

    private readonly string host = Guid.NewGuid().ToString("N");
    private readonly Channel<string> outgoing = System.Threading.Channels.Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        changes.Elsewhere = topic =>
        {
            if (topic.Length <= LongestTopic)
                outgoing.Writer.TryWrite(topic);
        };
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(AgainAndAgainAsync(ListenAsync, stoppingToken), AgainAndAgainAsync(SendAsync, stoppingToken));

    private async Task AgainAndAgainAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException)
            {
                Interrupted(fault.GetType().Name);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        // A connection that a router forgot says nothing: a beat finds out.
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, KeepAlive = 10 };
        await using var connection = new NpgsqlConnection(settings.ToString());
        connection.Notification += (_, notice) =>
        {
            if (notice.Payload.Split(' ', 2) is [var sender, var topic] && sender != host)
                changes.NotifyHere(topic);
        };
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        changes.NotifyHere(null);
        while (true)
            await connection.WaitAsync(cancellationToken);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await foreach (var first in outgoing.Reader.ReadAllAsync(cancellationToken))
        {
            var topics = new HashSet<string> { first };
            while (outgoing.Reader.TryRead(out var next))
                topics.Add(next);
            try
            {
                await using var connection = new NpgsqlConnection(database.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                await using var notify = new NpgsqlCommand("SELECT pg_notify(@channel, @host || ' ' || topic) FROM unnest(@topics) AS topic", connection);
                notify.Parameters.AddWithValue("channel", Channel);
                notify.Parameters.AddWithValue("host", host);
                notify.Parameters.AddWithValue("topics", topics.ToArray());
                await notify.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (Exception)
            {
                foreach (var topic in topics)
                    outgoing.Writer.TryWrite(topic);
                throw;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes are not carried between hosts until the database answers again ({Fault}).")]
    private partial void Interrupted(string fault);
}

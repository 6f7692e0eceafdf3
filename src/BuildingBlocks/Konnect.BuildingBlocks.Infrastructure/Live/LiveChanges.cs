using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Konnect.BuildingBlocks.Infrastructure.Live;

/// <summary>
/// Tells open pages that what they show has changed. Carries topics only, never data: a page fetches itself again. Topics are paths: a change is heard under its path, above
/// it and below it.
/// </summary>
/// <param name="soon">How long a change waits that pages need not show at once.</param>
public sealed class LiveChanges(TimeSpan soon)
{
    private readonly ConcurrentDictionary<Guid, (string Topic, ChannelWriter<bool> Writer)> listeners = [];
    private readonly ConcurrentDictionary<string, bool> waiting = [];

    /// <summary>Changes that may wait are told after ten seconds.</summary>
    public LiveChanges() : this(TimeSpan.FromSeconds(10))
    {
    }

    /// <summary>How other hosts hear of it, where there may be any.</summary>
    internal Action<string>? Elsewhere { get; set; }

    /// <summary>What is shown under the topic has changed: told to the pages of every host.</summary>
    public void Notify(string topic)
    {
        NotifyHere(topic);
        Elsewhere?.Invoke(topic);
    }

    /// <summary>As <see cref="Notify"/>, some seconds later, once for all changes until then: for pages that show little of what changed.</summary>
    public void NotifySoon(string topic)
    {
        if (waiting.TryAdd(topic, true))
            _ = NotifyAfterAsync(topic);
    }

    /// <summary>Tells the pages of this host; null: whatever they show, for it is not known what changed.</summary>
    internal void NotifyHere(string? topic)
    {
        foreach (var (listened, writer) in listeners.Values)
        {
            if (topic is null || IsWithin(topic, listened) || IsWithin(listened, topic))
                writer.TryWrite(true);
        }
    }

    /// <summary>Changes of a topic from now on; several at once are told as one. False is a heartbeat: nothing changed for so long.</summary>
    public async IAsyncEnumerable<bool> ListenAsync(string topic, TimeSpan heartbeat, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var key = Guid.NewGuid();
        listeners[key] = (topic, channel.Writer);
        try
        {
            var changed = channel.Reader.ReadAsync(cancellationToken).AsTask();
            while (true)
            {
                var first = await Task.WhenAny(changed, Task.Delay(heartbeat, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                yield return first == changed;
                if (first == changed)
                    changed = channel.Reader.ReadAsync(cancellationToken).AsTask();
            }
        }
        finally
        {
            listeners.TryRemove(key, out _);
        }
    }

    private static bool IsWithin(string topic, string path) =>
        topic.StartsWith(path, StringComparison.Ordinal) && (topic.Length == path.Length || topic[path.Length] == '/');

    private async Task NotifyAfterAsync(string topic)
    {
        await Task.Delay(soon);
        waiting.TryRemove(topic, out _);
        Notify(topic);
    }
}

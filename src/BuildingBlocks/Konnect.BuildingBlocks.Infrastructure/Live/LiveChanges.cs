using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Konnect.BuildingBlocks.Infrastructure.Live;

/// <summary>Tells open pages that what they show has changed. Carries topics only, never data: a page fetches itself again.</summary>
public sealed class LiveChanges
{
    private readonly ConcurrentDictionary<Guid, (string Topic, ChannelWriter<bool> Writer)> listeners = [];

    /// <summary>How other hosts hear of it, where there may be any.</summary>
    internal Action<string>? Elsewhere { get; set; }

    /// <summary>What is shown under the topic has changed: told to the pages of every host.</summary>
    public void Notify(string topic)
    {
        NotifyHere(topic);
        Elsewhere?.Invoke(topic);
    }

    /// <summary>Tells the pages of this host; null: whatever they show, for it is not known what changed.</summary>
    internal void NotifyHere(string? topic)
    {
        foreach (var (listened, writer) in listeners.Values)
        {
            if (topic is null || listened == topic)
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
}

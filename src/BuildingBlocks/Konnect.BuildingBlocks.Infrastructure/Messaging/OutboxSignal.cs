namespace Konnect.BuildingBlocks.Infrastructure.Messaging;

/// <summary>Wakes the dispatcher of this process when events were committed; other hosts find them by looking every second.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0, 1);

    /// <summary>There is something to dispatch.</summary>
    public void Set()
    {
        try
        {
            if (semaphore.CurrentCount == 0)
                semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else woke it at the same time.
        }
    }

    /// <summary>Waits until woken, or for so long.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => semaphore.WaitAsync(atMost, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => semaphore.Dispose();
}

using System.Threading.Channels;

namespace Konnect.BuildingBlocks.Infrastructure.Mail;

/// <summary>Letters that are written beside the requests that asked for them.</summary>
public static class LetterQueue
{
    /// <summary>Writes one letter after another, until stopped; one that fails keeps none of the others.</summary>
    /// <param name="waiting">What is to be written about.</param>
    /// <param name="write">Writes.</param>
    /// <param name="failed">Told why a letter was not sent, without a word of what was in it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync<T>(ChannelReader<T> waiting, Func<T, CancellationToken, Task> write, Action<string> failed, CancellationToken cancellationToken)
    {
        await foreach (var next in waiting.ReadAllAsync(cancellationToken))
        {
            try
            {
                await write(next, cancellationToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                failed(fault is MailException ? fault.Message : fault.GetType().Name);
            }
        }
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Konnect.BuildingBlocks.Infrastructure.Messaging;

/// <summary>Pumps the outbox while the host serves: at once after a commit of this process, and every second for other hosts and retries.</summary>
internal sealed partial class OutboxDispatcher(OutboxPump pump, OutboxSignal signal, ILogger<OutboxDispatcher> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await pump.DrainAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFault(log, fault.GetType().Name);
            }

            await signal.WaitAsync(TimeSpan.FromSeconds(1), stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The dispatcher could not read the outbox ({Fault}); it tries again.")]
    private static partial void LogFault(ILogger logger, string fault);
}

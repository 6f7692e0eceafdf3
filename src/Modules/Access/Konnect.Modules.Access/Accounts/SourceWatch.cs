using Konnect.BuildingBlocks.Infrastructure.Security;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>Brings accounts in step with the source system once a day, early on it, and soon after a start.</summary>
internal sealed partial class SourceWatch(IServiceScopeFactory scopes, ZonedClock clock, ILogger<SourceWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(20);

    private LocalDate? followedOn;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var today = clock.GetCurrentDate();
            if (followedOn == today)
                continue;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(new SystemUser("Konnect"));
                var followed = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new FollowSource.Command(), stoppingToken);
                if (followed.IsSuccess)
                    Followed(log, followed.Value.Renamed, followed.Value.Narrowed, followed.Value.Blocked);
                followedOn = today;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                NotFollowed(log, fault.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Accounts follow the source system: {Renamed} renamed, {Narrowed} with fewer roles, {Blocked} blocked.")]
    private static partial void Followed(ILogger log, int renamed, int narrowed, int blocked);

    [LoggerMessage(LogLevel.Warning, "Accounts could not be brought in step with the source system ({Fault}); it will be tried again.")]
    private static partial void NotFollowed(ILogger log, string fault);
}

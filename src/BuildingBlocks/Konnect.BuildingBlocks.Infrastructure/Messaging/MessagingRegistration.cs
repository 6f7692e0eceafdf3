using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Messaging;

/// <summary>Registers the outbox.</summary>
public static class MessagingRegistration
{
    /// <summary>The pump for every way of running.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxPump>();
        return services;
    }

    /// <summary>The dispatcher, for a host that serves.</summary>
    public static IServiceCollection AddOutboxDispatcher(this IServiceCollection services) => services.AddHostedService<OutboxDispatcher>();
}

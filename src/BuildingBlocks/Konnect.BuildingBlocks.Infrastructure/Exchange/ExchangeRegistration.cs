using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>Registers the exchange.</summary>
public static class ExchangeRegistration
{
    /// <summary>Import, export and the store of uploads; the modules' files come from the scan.</summary>
    public static IServiceCollection AddExchange(this IServiceCollection services) => services
        .AddSingleton(ExchangeLimits.Default)
        .AddSingleton<ExchangeUploads>()
        .AddScoped<ExchangeImport>()
        .AddScoped<ExchangeExport>();
}

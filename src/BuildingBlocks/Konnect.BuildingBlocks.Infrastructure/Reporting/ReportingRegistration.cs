using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Puts the reporting feed into the host.</summary>
public static class ReportingRegistration
{
    /// <summary>
    /// Registers the feed over every <see cref="IReportingSet"/> of the container. It needs an <c>IApiTokens</c> to sign programs in and an <c>IReportingTrail</c> to tell.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="page">Most rows of a page of an answer; null gives all rows in one answer to a client that asks for no pages.</param>
    public static IServiceCollection AddReporting(this IServiceCollection services, long? page = null)
    {
        services.TryAddSingleton(new ReportingLimits { Page = page });
        services.TryAddScoped(sp => new ReportingTables(ReportingDbContext.Open(sp)));
        services.AddSingleton<ReportingModels>();
        services.AddSingleton<ReportingGate>();
        services.AddSingleton<QueryTranslator>();
        services.AddSingleton<QueryExecutor>();
        services.AddSingleton<SkipTokens>();
        services.AddSingleton<SetReader>();
        services.AddSingleton<SheetAnswer>();
        services.AddSingleton<ReportingFeed>();
        services.AddSingleton<IReportingDownload>(sp => sp.GetRequiredService<ReportingFeed>());
        return services;
    }

    /// <summary>Maps the feed to <c>/odata/v1</c>, with and without a slash at the end. Builds the models, so that a wrongly declared set stops the start.</summary>
    public static IEndpointConventionBuilder MapReporting(this IEndpointRouteBuilder endpoints)
    {
        var feed = endpoints.ServiceProvider.GetRequiredService<ReportingFeed>();
        RequestDelegate answer = feed.AnswerAsync;
        return endpoints.Map($"{ReportingFeed.Root}/{{**path}}", answer).AllowAnonymous().WithDisplayName("Reporting feed");
    }
}

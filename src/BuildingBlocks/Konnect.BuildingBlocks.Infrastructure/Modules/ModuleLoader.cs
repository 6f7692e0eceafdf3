using FluentValidation;
using Konnect.BuildingBlocks.Events;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Infrastructure.Requests;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Security;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Modules;

/// <summary>Puts the listed modules into the container: each is scanned once, in the same way.</summary>
public static class ModuleLoader
{
    private static readonly Type[] ScannedContracts = [typeof(IRequestHandler<,>), typeof(IValidator<>), typeof(IEventHandler<>)];

    /// <summary>Registers the pipeline, then every module's services and what a scan of its assembly finds.</summary>
    public static IServiceCollection AddModules(this IServiceCollection services, IConfiguration configuration, IReadOnlyList<IModule> modules)
    {
        services.AddSingleton(modules);
        services.AddSingleton(new PermissionTable(modules.SelectMany(m => m.Permissions)));
        services.AddScoped<IMediator>(sp => new Mediator(sp.GetRequiredService));
        services.AddScoped<RequestTurn>();
        services.AddScoped<IRequestOrigin, RequestOrigin>();
        services.AddScoped<FreshSignIn>();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TurnBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TrailBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(FreshSignInBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(RetryBehavior<,>));
        services.AddSingleton(sp => new RecordedKinds([.. modules.SelectMany(m => m.GetType().Assembly.GetTypes())
            .Where(t => t.IsNested && t.IsAssignableTo(typeof(IBaseRequest)) && TrailKinds.AreRecorded(t)).Select(TrailKinds.Of), .. sp.GetServices<RecordedKind>().Select(k => k.Kind)]));
        services.AddSingleton(new EventCatalogue(modules.Select(m => m.GetType().Assembly)));
        foreach (var module in modules)
        {
            module.ConfigureServices(services, configuration);
            services.Scan(scan => scan.FromAssemblies(module.GetType().Assembly)
                .AddClasses(c => c.AssignableToAny(ScannedContracts).Where(t => !t.IsAbstract), publicOnly: false)
                .As(t => t.GetInterfaces().Where(i => i.IsGenericType && ScannedContracts.Contains(i.GetGenericTypeDefinition())))
                .WithTransientLifetime()
                .AddClasses(c => c.AssignableTo<ExchangeFile>().Where(t => !t.IsAbstract), publicOnly: false)
                .As<ExchangeFile>()
                .WithScopedLifetime()
                .AddClasses(c => c.AssignableTo<IReportingSet>().Where(t => !t.IsAbstract), publicOnly: false)
                .As<IReportingSet>()
                .WithSingletonLifetime()
                .AddClasses(c => c.InNamespaces(PublicApi(module)), publicOnly: false)
                .As(t => t.GetInterfaces().Where(i => i.Namespace?.EndsWith(".Contracts", StringComparison.Ordinal) == true))
                .WithScopedLifetime());
        }

        return services;
    }

    private static string PublicApi(IModule module) => $"{module.GetType().Namespace}.PublicApi";
}

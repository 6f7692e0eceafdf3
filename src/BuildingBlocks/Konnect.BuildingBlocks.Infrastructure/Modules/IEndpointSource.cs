using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Modules;

/// <summary>Implemented by a module's class that answers addresses which are no pages, such as a download.</summary>
public interface IEndpointSource
{
    /// <summary>Maps them; each carries <c>RequiresPermissionAttribute</c> or <c>PublicAttribute</c> as metadata.</summary>
    void MapEndpoints(IEndpointRouteBuilder endpoints);
}

/// <summary>Maps what the modules answer besides pages.</summary>
public static class ModuleEndpoints
{
    /// <summary>Maps the endpoints of every installed module.</summary>
    public static void MapModules(this IEndpointRouteBuilder endpoints)
    {
        foreach (var source in endpoints.ServiceProvider.GetRequiredService<IReadOnlyList<IModule>>().OfType<IEndpointSource>())
            source.MapEndpoints(endpoints);
    }
}

using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Sinful.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Sinful;

/// <summary>Declares a permission in another module's name, and answers an address for anybody.</summary>
public sealed class SinfulModule : IModule, IEndpointSource
{
    public string Name => "sinful";

    public IReadOnlyList<Permission> Permissions => [new("sinful.view", "office"), new("sinful.nobody"), new("accomplice.view", "office")];

    public void ConfigureServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddModuleDbContext<SinfulDbContext, SqliteSinfulDbContext, PostgresSinfulDbContext>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/sinful", () => "anything");
}

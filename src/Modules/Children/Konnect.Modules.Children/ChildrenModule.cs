using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Exchange;
using Konnect.Modules.Children.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Children;

/// <summary>The child register: children, guardians, contacts and notes.</summary>
public sealed class ChildrenModule : IModule
{
    /// <inheritdoc/>
    public string Name => "children";

    /// <inheritdoc/>
    public IReadOnlyList<Permission> Permissions => ChildrenPermissions.All;

    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddModuleDbContext<ChildrenDbContext, SqliteChildrenDbContext, PostgresChildrenDbContext>()
            .AddScoped<ChildNumbers>();
}

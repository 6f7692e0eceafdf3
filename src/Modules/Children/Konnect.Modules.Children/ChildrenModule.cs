using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Exchange;
using Konnect.Modules.Children.Files;
using Konnect.Modules.Children.Permits;
using Konnect.Modules.Children.Persistence;
using Konnect.Modules.Children.PublicApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Children;

/// <summary>The child register: children, guardians, contacts and notes.</summary>
public sealed class ChildrenModule : IModule, INavigationSource
{
    /// <inheritdoc/>
    public string Name => "children";

    /// <inheritdoc/>
    public IReadOnlyList<Permission> Permissions => ChildrenPermissions.All;

    /// <inheritdoc/>
    public IReadOnlyList<NavigationItem> Navigation => 
    [
        new("children.own.nav", "/my-children", "people", 10, ChildrenPermissions.ViewOwn),
        new("children.nav", "/children", "people", 20, ChildrenPermissions.View),
    ];

    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDbContext<ChildrenDbContext, SqliteChildrenDbContext, PostgresChildrenDbContext>()
        .AddScoped<ChildNumbers>()
        .AddScoped<PermitRegister>()
        .AddSingleton<PermitKeeper>()
        .AddHostedService(sp => sp.GetRequiredService<PermitKeeper>())
        .AddSingleton(new RecordedKind(CollectorPermits.WrongCode))
        .AddScoped<ITrailSubjects, ChildSubjects>()
        .AddScoped<ITrailSubjects, GuardianSubjects>()
        .AddSingleton(new SlotContent(ChildFile.Frame, typeof(ChildFileFrame)))
        .AddSingleton(new ChildFileTab("children.tab.overview", "", 10, ChildrenPermissions.View))
        .AddSingleton(new ChildFileTab("children.tab.permits", "permits", 40, ChildrenPermissions.GivePermit))
        .AddSingleton(new ChildFileTab("children.tab.changes", "changes", 90, ChildrenPermissions.ViewChanges));
}

using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Exchange;
using Konnect.Modules.Planning.Integrations;
using Konnect.Modules.Planning.Persistence;
using Konnect.Modules.Planning.PublicApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Planning;

/// <summary>Locations, groups, placements and the roster: who is expected where.</summary>
public sealed class PlanningModule : IModule, INavigationSource, IEndpointSource, ICommandSource
{
    /// <inheritdoc/>
    public string Name => "planning";

    /// <inheritdoc/>
    public IReadOnlyList<Permission> Permissions => PlanningPermissions.All;

    /// <inheritdoc/>
    public IReadOnlyList<NavigationItem> Navigation =>
    [
        new("import.nav", "/import", "link", 70, PlanningPermissions.Import),
        new("export.title", "/export", "download", 82, PlanningPermissions.DecideExport),
    ];

    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDbContext<PlanningDbContext, SqlitePlanningDbContext, PostgresPlanningDbContext>()
        .AddScoped<PlanChanges>()
        .AddScoped<StaffNumbers>()
        .AddScoped<ITrailSubjects, StaffSubjects>()
        .AddScoped<GroupLocations>()
        .AddScoped<IOrganisationName, OrganisationName>()
        .AddScoped<IDemonstration, DemoOrganisation>()
        .AddScoped<ExportDownload>()
        .AddSingleton<UploadedImports>()
        .AddSingleton<IPageGate, UploadGate>()
        .AddSingleton(new ChildFileTab("placements.tab", "planning", 20, PlanningPermissions.View));

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder endpoints) => ExchangeEndpoints.Map(endpoints);

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandRunner runner) => [ExchangeCommands.Import(runner), ExchangeCommands.Export(runner)];
}

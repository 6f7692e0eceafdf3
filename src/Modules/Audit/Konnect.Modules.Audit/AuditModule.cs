using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Chain;
using Konnect.Modules.Audit.Keys;
using Konnect.Modules.Audit.Limits;
using Konnect.Modules.Audit.Persistence;
using Konnect.Modules.Audit.Persons;
using Konnect.Modules.Audit.Trails;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Audit;

/// <summary>Accountability: the audit trail, and limits of what one account uses in an hour.</summary>
public sealed class AuditModule : IModule, INavigationSource, IEndpointSource, ICommandSource
{
    /// <inheritdoc/>
    public string Name => "audit";

    /// <inheritdoc/>
    public IReadOnlyList<Permission> Permissions => AuditPermissions.All;

    /// <inheritdoc/>
    public IReadOnlyList<NavigationItem> Navigation => [new("audit.nav", "/trail", "history", 92, AuditPermissions.Search)];

    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration) => services
        .AddModuleDbContext<AuditDbContext, SqliteAuditDbContext, PostgresAuditDbContext>()
        .AddSingleton(new SealingSecret(TrailKeys.Secret))
        .AddSingleton<TrailKeys>()
        .AddSingleton<TrailMarks>()
        .AddSingleton<ChainReadings>()
        .AddScoped<ITrail, ChainedTrail>()
        .AddScoped<ChainReader>()
        .AddScoped<SubjectNames>()
        .AddScoped<IUseLimits, UseLimits>()
        .AddSingleton<LimitLetters>()
        .AddHostedService(sp => sp.GetRequiredService<LimitLetters>())
        .AddSingleton<TrailKeeper>()
        .AddHostedService(sp => sp.GetRequiredService<TrailKeeper>());

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder endpoints) => TrailDownload.Map(endpoints);

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandRunner runner) => [CheckCommand.Create(runner), KeysCommand.Create(runner)];
}

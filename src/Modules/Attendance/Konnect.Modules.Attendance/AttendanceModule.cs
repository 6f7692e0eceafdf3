using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Evacuation;
using Konnect.Modules.Attendance.Exchange;
using Konnect.Modules.Attendance.Facts;
using Konnect.Modules.Attendance.Handover;
using Konnect.Modules.Attendance.Inspection;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Attendance;

/// <summary>Who is present, and whether the staff-child ratio holds.</summary>
public sealed class AttendanceModule : IModule, ICommandSource, INavigationSource, IEndpointSource
{
    /// <inheritdoc/>
    public string Name => "attendance";

    /// <inheritdoc/>
    public IReadOnlyList<Permission> Permissions => AttendancePermissions.All;

    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration) =>
        services
            .AddModuleDbContext<AttendanceDbContext, SqliteAttendanceDbContext, PostgresAttendanceDbContext>()
            .AddScoped<LocationDays>()
            .AddScoped<FactStore>()
            .AddScoped<GroupAccess>()
            .AddScoped<InspectionReader>()
            .AddScoped<PackageDownload>()
            .AddScoped<TapRegister>()
            .AddScoped<AbsenceRegister>()
            .AddScoped<NapRegister>()
            .AddScoped<CollectorRegister>()
            .AddScoped<EvacuationRegister>()
            .AddScoped<PresenceImport>()
            .AddSingleton<FactsClock>()
            .AddSingleton(new SealingSecret(OfflineKeys.Secret))
            .AddSingleton<OfflineKeys>()
            .AddSingleton<DeviceHolder>()
            .AddSingleton(new ChildFileTab("history.tab", "attendance", 30, AttendancePermissions.View))
            .AddSingleton(new OwnChildLink("own-days.link", "days", "calendar", 10, AttendancePermissions.ReportOwnAbsence));

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        OfflineEndpoints.Map(endpoints);
        PermitPhotoEndpoint.Map(endpoints);
        PackageDownload.Map(endpoints);
        EvacuationEndpoints.Map(endpoints);
        HandoverEndpoints.Map(endpoints);
    }

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandRunner runner) => [RatioCommand.Create(runner)];

    /// <inheritdoc/>
    public IReadOnlyList<NavigationItem> Navigation =>
    [
        new("today.title", "/", "home", 10, AttendancePermissions.View),
        new("inspection.title", "/inspection", "shield", 39, AttendancePermissions.Inspect),
        new("attendance.nav.ratio", "/ratio", "scale", 40, AttendancePermissions.ViewRatio),
        new("stand-ins.title", "/stand-ins", "phone", 70, AttendancePermissions.NameStandIn),
        new("absence-rules.nav", "/absence-rules", "clock", 71, AttendancePermissions.SetAbsenceRules),
        new("collector-rule.nav", "/collector-rule", "people", 72, AttendancePermissions.SetCollectorRule),
        new("evacuation.nav", "/evacuations", "exit", 45, AttendancePermissions.ViewEvacuations),
    ];
}

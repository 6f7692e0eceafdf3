using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.Modules.Access;
using Konnect.Modules.Attendance;
using Konnect.Modules.Audit;
using Konnect.Modules.Children;
using Konnect.Modules.Planning;

namespace Konnect.Host;

/// <summary>The one list of modules. Migrations and registrations run in this order.</summary>
internal static class InstalledModules
{
    public static IReadOnlyList<IModule> All { get; } = [new AccessModule(), new AuditModule(), new ChildrenModule(), new PlanningModule(), new AttendanceModule()];
}

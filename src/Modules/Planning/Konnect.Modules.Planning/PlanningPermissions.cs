using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Planning;

/// <summary>Who may do what in planning.</summary>
internal static class PlanningPermissions
{
    public const string View = "planning.view";
    public const string Import = "planning.import";
    public const string Export = "planning.export";

    public static readonly Permission[] All =
    [
        new(View, Roles.Office, Roles.Manager, Roles.Practitioner, Roles.AtTablet),
        new(Import, Roles.Office),
        new(Export, Roles.Office),
    ];
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Children;

/// <summary>Who may do what with child files.</summary>
internal static class ChildrenPermissions
{
    public const string View = "children.view";

    public static readonly Permission[] All =
    [
        new(View, Roles.Office, Roles.Manager, Roles.Practitioner, Roles.Coordinator),
    ];
}

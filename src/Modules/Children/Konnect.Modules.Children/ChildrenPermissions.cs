using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Children;

/// <summary>Who may do what with child files.</summary>
internal static class ChildrenPermissions
{
    public const string View = "children.view";

    /// <summary>Who opened and changed a file, with old and new values.</summary>
    public const string ViewChanges = "children.view-changes";

    /// <summary>Whom a court's decision shuts out from a child.</summary>
    public const string BlockGuardian = "children.block-guardian";

    /// <summary>What is of the own children.</summary>
    public const string ViewOwn = "children.view-own";

    public static readonly Permission[] All =
    [
        new(View, Roles.Office, Roles.Manager, Roles.Practitioner, Roles.Coordinator, Roles.AtTablet),
        new(ViewChanges, Roles.Office, Roles.Manager, Roles.Coordinator),
        new(BlockGuardian, Roles.Office, Roles.Manager, Roles.Coordinator),
        new(ViewOwn, Roles.Guardian),
    ];
}

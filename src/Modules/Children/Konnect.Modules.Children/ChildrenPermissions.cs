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

    /// <summary>Letting somebody collect an own child once.</summary>
    public const string GiveOwnPermit = "children.give-own-permit";

    /// <summary>Letting somebody collect a child once because a guardian asked.</summary>
    public const string GivePermit = "children.give-permit";

    public static readonly Permission[] All =
    [
        new(View, Roles.Office, Roles.Manager, Roles.Practitioner, Roles.Coordinator, Roles.AtTablet),
        new(ViewChanges, Roles.Office, Roles.Manager, Roles.Coordinator),
        new(BlockGuardian, Roles.Office, Roles.Manager, Roles.Coordinator),
        new(ViewOwn, Roles.Guardian),
        new(GiveOwnPermit, Roles.Guardian),
        new(GivePermit, Roles.Office, Roles.Manager, Roles.Practitioner, Roles.AtTablet),
    ];
}

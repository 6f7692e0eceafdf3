using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Access;

/// <summary>Who may do what with accounts, tokens and the installation.</summary>
internal static class AccessPermissions
{
    /// <summary>The own profile: everybody who can sign in.</summary>
    public const string Profile = "access.profile";

    public const string ManageAccounts = "access.manage-accounts";

    public const string ManageTokens = "access.manage-tokens";

    /// <summary>Tokens that open names and files; an administrator as such sees nothing of children.</summary>
    public const string ManageContentTokens = "access.manage-content-tokens";

    /// <summary>Tokens of others that take everything along.</summary>
    public const string ApproveTokens = "access.approve-tokens";

    /// <summary>Which devices are group tablets.</summary>
    public const string ManageTablets = "access.manage-tablets";

    /// <summary>A PIN of one's own for group tablets.</summary>
    public const string HavePin = "access.have-pin";

    /// <summary>Accounts of guardians, and of practitioners on their groups, whom the source system knows.</summary>
    public const string Invite = "access.invite";

    /// <summary>What an inspector may see, for a while, of locations that the giver sees whole.</summary>
    public const string GiveInspection = "access.give-inspection";

    /// <summary>The workings of the installation: messages that were given up.</summary>
    public const string ManageSystem = "access.manage-system";

    public static readonly Permission[] All =
    [
        new(Profile, Roles.All),
        new(ManageAccounts, Roles.Administrator),
        new(ManageTokens, Roles.Administrator, Roles.Office),
        new(ManageContentTokens, Roles.Office),
        new(ApproveTokens, Roles.Administrator, Roles.Office),
        new(Invite, Roles.Administrator, Roles.Office),
        new(GiveInspection, Roles.Administrator, Roles.Office, Roles.Manager),
        new(ManageTablets, Roles.Administrator),
        new(HavePin, Roles.Manager, Roles.Practitioner),
        new(ManageSystem, Roles.Administrator),
    ];

    /// <summary>What somebody must hold to give a token this scope.</summary>
    public static string ToGive(ApiScopeKind scope) => scope switch
    {
        ApiScopeKind.Bi => ManageTokens,
        ApiScopeKind.Admin => ManageAccounts,
        _ => ManageContentTokens,
    };
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Audit;

/// <summary>Who may look into the trail.</summary>
internal static class AuditPermissions
{
    /// <summary>Search the whole trail: who, what, when, from where; no values.</summary>
    public const string Search = "audit.search";

    /// <summary>Take the trail along as a file.</summary>
    public const string Export = "audit.export";

    /// <summary>Let an account go on that used more within an hour than may be.</summary>
    public const string LiftLimits = "audit.lift-limits";

    /// <summary>Replace the keys that data is encrypted with.</summary>
    public const string ReplaceKeys = "audit.replace-keys";

    public static readonly Permission[] All = [new(Search, Roles.Administrator), new(Export, Roles.Administrator), new(LiftLimits, Roles.Administrator), new(ReplaceKeys, Roles.Administrator)];
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Planning;

/// <summary>Who may do what in planning.</summary>
internal static class PlanningPermissions
{
    public const string View = "planning.view";
    public const string Import = "planning.import";

    /// <summary>Take everything along: with somebody else's approval, or as a program with a token for it.</summary>
    public const string Export = "planning.export";

    /// <summary>Agree or not that somebody else takes everything along.</summary>
    public const string DecideExport = "planning.decide-export";

    /// <summary>The roles that decide about it.</summary>
    public static readonly IReadOnlyList<string> Deciders = [Roles.Administrator, Roles.Office];

    public static readonly Permission[] All =
    [
        new(View, Roles.Office, Roles.Manager, Roles.Practitioner, Roles.AtTablet),
        new(Import, Roles.Office),
        new(Export, Roles.Office),
        new(DecideExport, Deciders),
    ];
}

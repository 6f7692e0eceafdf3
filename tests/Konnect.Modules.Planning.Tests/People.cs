using Konnect.BuildingBlocks.Security;
using Konnect.Testing;

namespace Konnect.Modules.Planning.Tests;

/// <summary>Who looks.</summary>
internal static class People
{
    /// <summary>Works on these groups.</summary>
    public static TestUser Practitioner(params string[] groups) => new("Lisa", new AccessScope(false, [], groups), PlanningPermissions.View);

    /// <summary>Sees everybody.</summary>
    public static TestUser Office { get; } = new("Bo", AccessScope.Everything, PlanningPermissions.View);
}

using Konnect.BuildingBlocks.Security;
using Konnect.Testing;

namespace Konnect.Modules.Children.Tests;

/// <summary>Who looks.</summary>
internal static class People
{
    /// <summary>Works on these groups.</summary>
    public static TestUser Practitioner(params string[] groups) => new("Lisa", new AccessScope(false, [], groups), ChildrenPermissions.View);

    /// <summary>Manages these locations.</summary>
    public static TestUser Manager(params string[] locations) => new("Ilse", new AccessScope(false, locations, []), ChildrenPermissions.View);

    /// <summary>Sees everybody.</summary>
    public static TestUser Office { get; } = new("Bo", AccessScope.Everything, ChildrenPermissions.View);
}

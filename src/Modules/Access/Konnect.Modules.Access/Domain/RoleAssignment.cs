using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Access.Domain;

/// <summary>A role of an account, for the whole organisation or at one location or group.</summary>
internal sealed class RoleAssignment
{
    private static readonly string[] PlaceRoles = [Roles.Manager, Roles.Practitioner, Roles.Coordinator, Roles.Inspector];

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    [Subject(Account.Subject)]
    public Guid AccountId { get; private set; }

    [PersonalData(PersonalDataCategory.Contract, "what somebody may do", RetentionClass.Account)]
    public required string Role { get; init; }

    [PersonalData(PersonalDataCategory.Contract, "where somebody may do it", RetentionClass.Account)]
    public string? LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.Contract, "where somebody may do it", RetentionClass.Account)]
    public string? UnitCode { get; init; }

    /// <summary>True when it follows the groups that the source system names.</summary>
    [PersonalData(PersonalDataCategory.Contract, "where somebody may do it", RetentionClass.Account)]
    public bool IsFromSource { get; init; }

    /// <summary>True for a role that means nothing without a location or group.</summary>
    public static bool NeedsPlace(string role) => PlaceRoles.Contains(role);

    /// <summary>The roles at these places; a role that needs no place is one assignment.</summary>
    public static IEnumerable<RoleAssignment> For(IReadOnlyList<string> roles, IReadOnlyList<string> locations, IReadOnlyList<string> groups) =>
        roles.Distinct().SelectMany(role => !NeedsPlace(role)
            ? [new RoleAssignment { Role = role }]
            : locations.Distinct().Select(code => new RoleAssignment { Role = role, LocationCode = code })
                .Concat(groups.Distinct().Select(code => new RoleAssignment { Role = role, UnitCode = code })));

    /// <summary>
    /// What an account with these roles may see. The office sees everything. An administrator too, as long as no other role names places:
    /// else the one role would widen what the other shows.
    /// </summary>
    public static AccessScope ScopeOf(IReadOnlyCollection<RoleAssignment> assignments)
    {
        var locations = assignments.Select(a => a.LocationCode).OfType<string>().Distinct().ToList();
        var units = assignments.Select(a => a.UnitCode).OfType<string>().Distinct().ToList();
        var all = assignments.Any(a => a.Role == Roles.Office)
            || (assignments.Any(a => a.Role == Roles.Administrator) && locations.Count + units.Count == 0);
        return all ? AccessScope.Everything : new AccessScope(false, locations, units);
    }
}

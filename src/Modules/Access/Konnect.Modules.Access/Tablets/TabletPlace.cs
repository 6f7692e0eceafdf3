using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;

namespace Konnect.Modules.Access.Tablets;

/// <summary>Where a tablet is, and who may be at it.</summary>
/// <param name="Name">The location, or the group and its location.</param>
/// <param name="LocationCode">The location.</param>
/// <param name="UnitCodes">The tablet's groups.</param>
internal sealed record TabletPlace(string Name, string LocationCode, IReadOnlyList<string> UnitCodes)
{
    private static readonly string[] WhoMay = [Roles.Practitioner, Roles.Manager];

    /// <summary>The place of a tablet; null when it is not there any more.</summary>
    public static TabletPlace? Of(Tablet tablet, IReadOnlyList<Workplace> places) =>
        places.FirstOrDefault(l => l.Code == tablet.LocationCode || l.Groups.Any(g => g.Code == tablet.UnitCode)) is not { } location ? null
        : tablet.UnitCode is null ? new(location.Name, location.Code, [.. location.Groups.Select(g => g.Code)])
        : new($"{location.Groups.First(g => g.Code == tablet.UnitCode).Name}, {location.Name}", location.Code, [tablet.UnitCode]);

    /// <summary>True for an account that works here.</summary>
    public bool IsFor(Account account) =>
        account.BlockedAt is null && account.Assignments.Exists(a => WhoMay.Contains(a.Role) && (a.LocationCode == LocationCode || (a.UnitCode is { } unit && UnitCodes.Contains(unit))));
}

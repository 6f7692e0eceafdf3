using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Which groups, and which children on them, a user may register.</summary>
internal sealed class GroupAccess(LocationDays days, IChildGroups childGroups, ICurrentUser user)
{
    /// <summary>The location of a group that the user may see, or a refusal that does not tell whether the group exists.</summary>
    public async Task<Result<LocationInfo>> FindAsync(string groupCode, CancellationToken cancellationToken) =>
        await days.OfGroupAsync(groupCode, cancellationToken) is { } location && user.Scope.Covers(location.Code, groupCode)
            ? location
            : Error.NotFound("attendance.group-unknown", "GroupCode");

    /// <summary>Those of the children who may be on a group of the location that day: placed at the location, and in one of the groups that the user may see.</summary>
    public async Task<IReadOnlySet<Guid>> ListPlacedAsync(LocationInfo location, IReadOnlyCollection<Guid> childIds, LocalDate date, CancellationToken cancellationToken) =>
        (await childGroups.ListOfAsync(childIds, cancellationToken))
        .Where(g => g.From <= date && (g.To is null || g.To >= date) && g.LocationCode == location.Code && user.Scope.Covers(g.LocationCode, g.GroupCode)).Select(g => g.ChildId).ToHashSet();

    /// <summary>Refuses a child that may not be on a group of the location that day as if it did not exist.</summary>
    public async Task<Result<Done>> CheckChildrenAsync(LocationInfo location, IReadOnlyCollection<Guid> childIds, LocalDate date, CancellationToken cancellationToken)
    {
        var placed = await ListPlacedAsync(location, childIds, date, cancellationToken);
        return childIds.All(placed.Contains) ? Done.Ok : Error.NotFound("attendance.child-unknown", "ChildIds");
    }

    /// <summary>True when the user may see a location whole.</summary>
    public bool Covers(string locationCode) => user.Scope.All || user.Scope.Locations.Contains(locationCode);

    /// <summary>The user's own groups of a location.</summary>
    public IEnumerable<GroupInfo> GroupsOf(LocationInfo location) => location.Groups.Where(g => user.Scope.Covers(location.Code, g.Code));
}

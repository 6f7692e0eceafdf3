using NodaTime;

namespace Konnect.Modules.Children.Contracts;

/// <summary>The question the child register asks whoever plans: which groups are a child's. It limits who sees which child.</summary>
public interface IChildGroups
{
    /// <summary>Every placement that touches the period; null: from the beginning, or without end.</summary>
    Task<IReadOnlyList<PlacementSpan>> ListAsync(LocalDate? from, LocalDate? to, CancellationToken cancellationToken);

    /// <summary>The groups in which a child is placed on that day or later.</summary>
    Task<IReadOnlyList<PlacementGroup>> ListGroupsAsync(LocalDate from, CancellationToken cancellationToken);

    /// <summary>Every placement of these children, the latest first.</summary>
    Task<IReadOnlyList<ChildGroup>> ListOfAsync(IReadOnlyCollection<Guid> childIds, CancellationToken cancellationToken);

    /// <summary>The placements by which a child is expected on that day; none of a location that is closed.</summary>
    Task<IReadOnlyList<ChildGroup>> ListExpectedAsync(LocalDate date, CancellationToken cancellationToken);
}

/// <summary>A group that has children.</summary>
/// <param name="Code">The group's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="LocationCode">Its location.</param>
public sealed record PlacementGroup(string Code, string Name, string LocationCode);

/// <summary>From when until when a child is in a group.</summary>
/// <param name="ChildId">The child.</param>
/// <param name="GroupCode">The group.</param>
/// <param name="LocationCode">The group's location.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, or null while it has no end.</param>
public record PlacementSpan(Guid ChildId, string GroupCode, string LocationCode, LocalDate From, LocalDate? To);

/// <summary>A child's time in a group, with its days.</summary>
/// <param name="ChildId">The child.</param>
/// <param name="GroupCode">The group.</param>
/// <param name="GroupName">The group's name.</param>
/// <param name="LocationCode">The group's location.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, or null while it has no end.</param>
/// <param name="Weekdays">The weekdays of the weekly pattern, Monday first; also those of odd or even weeks only.</param>
public sealed record ChildGroup(Guid ChildId, string GroupCode, string GroupName, string LocationCode, LocalDate From, LocalDate? To, IReadOnlyList<IsoDayOfWeek> Weekdays)
    : PlacementSpan(ChildId, GroupCode, LocationCode, From, To);

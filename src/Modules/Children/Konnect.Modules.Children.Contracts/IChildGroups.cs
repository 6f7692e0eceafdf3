using NodaTime;

namespace Konnect.Modules.Children.Contracts;

/// <summary>The question the child register asks whoever plans: which groups are a child's. It limits who sees which child.</summary>
public interface IChildGroups
{
    /// <summary>Every placement that touches the period.</summary>
    Task<IReadOnlyList<ChildGroup>> ListAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken);

    /// <summary>The groups of one child, the current and coming ones first.</summary>
    Task<IReadOnlyList<ChildGroup>> ListOfChildAsync(Guid childId, CancellationToken cancellationToken);
}

/// <summary>A child's time in a group.</summary>
/// <param name="ChildId">The child.</param>
/// <param name="GroupCode">The group.</param>
/// <param name="GroupName">The group's name.</param>
/// <param name="LocationCode">The group's location.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, or null while it has no end.</param>
public sealed record ChildGroup(Guid ChildId, string GroupCode, string GroupName, string LocationCode, LocalDate From, LocalDate? To);

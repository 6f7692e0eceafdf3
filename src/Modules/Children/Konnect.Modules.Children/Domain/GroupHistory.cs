using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using NodaTime;

namespace Konnect.Modules.Children.Domain;

/// <summary>A child's groups as they stand on a day.</summary>
/// <param name="Groups">Every placement known.</param>
/// <param name="Today">The day.</param>
internal sealed record GroupHistory(IEnumerable<ChildGroup> Groups, LocalDate Today)
{
    /// <summary>How long a child stays visible after a placement ends (privacy: who sees what).</summary>
    public static Period VisibleAfterEnd { get; } = Period.FromMonths(2);

    /// <summary>What says best where the child is: the placements of today, else the first one that comes, else the last one that was.</summary>
    public IReadOnlyList<ChildGroup> Current
    {
        get
        {
            var now = Groups.Where(g => g.From <= Today && !HasEnded(g)).OrderBy(g => g.From).ToList();
            if (now.Count > 0)
                return now;
            return (Groups.Where(g => g.From > Today).MinBy(g => g.From) ?? Groups.Where(HasEnded).MaxBy(g => g.To)) is { } nearest ? [nearest] : [];
        }
    }

    /// <summary>The first day in care, when that is still to come.</summary>
    public LocalDate? StartsOn => Current is [{ From: var from }, ..] && from > Today ? from : null;

    /// <summary>The last day in care, when that has been.</summary>
    public LocalDate? EndedOn => Current is [{ To: { } to }, ..] && to < Today ? to : null;

    /// <summary>
    /// True when somebody with this scope may see the child: who sees a unit, from the first day of a placement there; who sees a whole location, also
    /// before it; both until two months after its end. Without a limit everybody, also who was never placed.
    /// </summary>
    public bool IsVisibleTo(AccessScope scope) => scope.All || Groups.Any(g => IsVisibleStill(g)
        && (scope.Locations.Contains(g.LocationCode) || (scope.Units.Contains(g.GroupCode) && g.From <= Today)));

    /// <summary>True when the child's own guardians may see it: from the moment of a placement until two months after the last one ends.</summary>
    public bool IsVisibleToOwn => Groups.Any(IsVisibleStill);

    private bool IsVisibleStill(ChildGroup group) => group.To is not { } to || to + VisibleAfterEnd >= Today;

    private bool HasEnded(ChildGroup group) => group.To < Today;
}

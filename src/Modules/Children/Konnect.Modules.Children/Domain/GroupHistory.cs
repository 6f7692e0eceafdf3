using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using NodaTime;

namespace Konnect.Modules.Children.Domain;

/// <summary>A child's groups as they stand on a day.</summary>
/// <param name="Groups">Every placement known.</param>
/// <param name="Today">The day.</param>
internal sealed record GroupHistory(IEnumerable<ChildGroup> Groups, LocalDate Today)
{
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
    /// before it; both until some time after its end. Without a limit everybody, also who was never placed.
    /// </summary>
    /// <param name="scope">What somebody may see.</param>
    /// <param name="afterEnd">How long a child stays in sight after a placement ends.</param>
    public bool IsVisibleTo(AccessScope scope, Period afterEnd) => scope.All || Groups.Any(g => IsVisible(g, scope, Today, afterEnd));

    /// <summary>True when the child's own guardians may see it: from the moment of a placement until <paramref name="afterEnd"/> after the last one ends.</summary>
    public bool IsVisibleToOwn(Period afterEnd) => Groups.Any(g => IsVisibleStill(g, Today, afterEnd));

    /// <summary>True when this placement alone makes the child visible to somebody whose scope has limits.</summary>
    public static bool IsVisible(PlacementSpan span, AccessScope scope, LocalDate today, Period afterEnd) => IsVisibleStill(span, today, afterEnd)
        && (scope.Locations.Contains(span.LocationCode) || (scope.Units.Contains(span.GroupCode) && span.From <= today));

    private static bool IsVisibleStill(PlacementSpan span, LocalDate today, Period afterEnd) => span.To is not { } to || to + afterEnd >= today;

    private bool HasEnded(ChildGroup group) => group.To < Today;
}

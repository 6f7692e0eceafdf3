using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Taps;

/// <summary>The time a person is on a group.</summary>
/// <param name="Id">Key of the tap it began with, or of the presence that was registered otherwise.</param>
/// <param name="LocationCode">The group's location.</param>
/// <param name="GroupCode">The group.</param>
/// <param name="From">Arrival.</param>
/// <param name="To">Departure, or null while present.</param>
internal sealed record Stay(Guid Id, string LocationCode, string GroupCode, Instant From, Instant? To);

/// <summary>
/// What follows from the taps of a person and day, in the order of their times. Coming while on another group is a move. Whoever is there needs no second
/// arrival and who has left no second departure: the first of them holds. What was registered otherwise than by taps stands as it is.
/// </summary>
internal static class TapFold
{
    /// <summary>Two taps that tell the same within this time are no contradiction: two people tapped.</summary>
    public static Duration Alike { get; } = Duration.FromMinutes(2);

    /// <summary>The stays, in order of time; each tap gets its outcome.</summary>
    /// <param name="taps">Taps that were not taken back, in any order.</param>
    /// <param name="registered">Stays that were registered otherwise. One without end ends by a tap.</param>
    public static IReadOnlyList<Stay> Of(IEnumerable<Tap> taps, IEnumerable<Stay> registered)
    {
        var stays = new List<Stay>();
        var steps = registered.SelectMany(Steps).Concat(taps.Select(t => new Step(t.At, 2, t.Id, t.Number, Tap: t)));
        var isFixed = false;
        foreach (var step in steps.OrderBy(s => s.At).ThenBy(s => s.Rank).ThenBy(s => s.Number).ThenBy(s => s.Id))
        {
            var here = stays is [.., { To: null } last] ? last : null;
            if (step.Tap is { } tap)
            {
                tap.Outcome = isFixed ? Beside(tap, here!) : Take(tap, here, stays);
                continue;
            }

            if (here is not null)
                stays[^1] = here with { To = step.At };
            if (step.Begins is { } begins)
                stays.Add(begins with { To = null });
            isFixed = step.Begins is { To: not null };
        }

        return stays;
    }

    private static IEnumerable<Step> Steps(Stay stay)
    {
        yield return new(stay.From, 1, stay.Id, Begins: stay);
        // One that lasts no time ends after it has begun.
        if (stay.To is { } to)
            yield return new(to, to > stay.From ? 0 : 1, stay.Id);
    }

    private static TapOutcome Take(Tap tap, Stay? here, List<Stay> stays)
    {
        if (tap.Kind == TapKind.Out)
        {
            if (here is null || here.GroupCode != tap.GroupCode)
                return stays is [.., { To: { } left } last] && last.GroupCode == tap.GroupCode && tap.At - left <= Alike ? TapOutcome.Same : TapOutcome.Overruled;
            stays[^1] = here with { To = tap.At };
            return TapOutcome.Holds;
        }

        if (here?.GroupCode == tap.GroupCode)
            return Beside(tap, here);
        if (here is not null)
            stays[^1] = here with { To = tap.At };
        stays.Add(new(tap.Id, tap.LocationCode, tap.GroupCode, tap.At, null));
        return TapOutcome.Holds;
    }

    private static TapOutcome Beside(Tap tap, Stay here) =>
        tap.Kind == TapKind.In && tap.GroupCode == here.GroupCode && tap.At - here.From <= Alike ? TapOutcome.Same : TapOutcome.Overruled;

    private sealed record Step(Instant At, int Rank, Guid Id, int Number = 0, Tap? Tap = null, Stay? Begins = null);
}

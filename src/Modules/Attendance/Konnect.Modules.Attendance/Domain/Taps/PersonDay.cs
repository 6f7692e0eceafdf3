using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Taps;

/// <summary>What becomes of a presence by taps.</summary>
/// <param name="Presence">The presence as it is now.</param>
/// <param name="Kind">What happened.</param>
internal sealed record PresenceChange<TPresence>(TPresence Presence, PresenceChangeKind Kind);

/// <summary>What happened to a presence.</summary>
internal enum PresenceChangeKind
{
    /// <summary>It began, and may have ended since.</summary>
    Began,
    /// <summary>It ended.</summary>
    Ended,
    /// <summary>It was otherwise, until a tap was taken back or one came late.</summary>
    Changed,
}

/// <summary>A person's day in the register: the presences, and the taps they follow from.</summary>
internal sealed class PersonDay<TPresence, TTap>(List<TPresence> presences, List<TTap> taps, Func<Stay, Instant, TPresence> make)
    where TPresence : Presence
    where TTap : Tap
{
    private readonly List<TTap> added = [];

    /// <summary>Where the person is at this moment of the register.</summary>
    public TPresence? Open => presences.Find(p => p.IsOpen);

    /// <summary>The presences that stand.</summary>
    public IEnumerable<TPresence> Standing => presences.Where(p => p.WithdrawnAt is null);

    /// <summary>Every tap of the day.</summary>
    public IReadOnlyList<TTap> Taps => taps;

    /// <summary>True when this tap was received before.</summary>
    public bool Knows(Guid tap) => taps.Exists(t => t.Id == tap);

    /// <summary>The taps since somebody last corrected the day by hand: what stood then stands.</summary>
    public IEnumerable<TTap> Unsettled
    {
        get
        {
            var settledAt = presences.SelectMany(p => p.Corrections).Where(c => !c.IsUndo).Max(c => (Instant?)c.ChangedAt) ?? Instant.MinValue;
            return taps.Where(t => t.RegisteredAt > settledAt || added.Contains(t));
        }
    }

    /// <summary>The taps that were not received before.</summary>
    public IReadOnlyList<TTap> Added => added;

    /// <summary>One more tap.</summary>
    public void Add(TTap tap)
    {
        tap.Number = taps.Count == 0 ? 1 : taps.Max(t => t.Number) + 1;
        taps.Add(tap);
        added.Add(tap);
    }

    /// <summary>Makes the presences what follows from the taps. Whatever was registered and is now otherwise is kept as evidence.</summary>
    /// <param name="by">Name of who changes it.</param>
    /// <param name="now">The time.</param>
    /// <param name="reason">Why something that was registered becomes otherwise.</param>
    public IReadOnlyList<PresenceChange<TPresence>> Follow(string by, Instant now, string reason)
    {
        var usable = Unsettled.ToList();
        var begun = usable.Where(t => t.WithdrawnAt is null).Select(t => t.Id).ToHashSet();
        var withdrawn = usable.Where(t => t.WithdrawnAt is not null).Select(t => t.Id).ToHashSet();
        var standing = Standing.Where(p => !withdrawn.Contains(p.Id)).ToList();
        var fixedStays = standing.Where(p => !begun.Contains(p.Id) || !EndsByTap(p)).Select(p => new Stay(p.Id, p.LocationCode, p.GroupCode, p.ArrivedAt, EndsByTap(p) ? null : p.DepartedAt)).ToList();
        var stays = TapFold.Of(usable.Where(t => t.WithdrawnAt is null && !fixedStays.Exists(s => s.Id == t.Id)), fixedStays);

        var changes = new List<PresenceChange<TPresence>>();
        foreach (var stay in stays)
        {
            if (presences.Find(p => p.Id == stay.Id) is not { } known)
            {
                var presence = make(stay, now);
                presences.Add(presence);
                changes.Add(new(presence, PresenceChangeKind.Began));
            }
            else if (known.Become(stay, by, now, reason) is { } kind)
            {
                changes.Add(new(known, kind));
            }
        }

        foreach (var presence in Standing.Where(p => !stays.Any(s => s.Id == p.Id)).ToList())
        {
            presence.Withdraw(by, now, reason, isUndo: true);
            changes.Add(new(presence, PresenceChangeKind.Changed));
        }

        return changes;

        bool EndsByTap(TPresence presence) => presence.DepartedAt is not { } end
            || usable.Exists(t => t.At == end && (t.Kind == TapKind.Out) == (t.GroupCode == presence.GroupCode));
    }
}

using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Persistence;
using NodaTime;

namespace Konnect.Modules.Planning.Exchange;

/// <summary>What the files of one import changed of the plan, so that it can be told once per location.</summary>
internal sealed class PlanChanges(PlanningDbContext db)
{
    private readonly Dictionary<string, (LocalDate? From, LocalDate? To)> ranges = [];

    /// <summary>Placements that were not there before this import.</summary>
    public HashSet<Guid> NewPlacements { get; } = [];

    /// <summary>The plan of a location changed between these days; null reaches without end.</summary>
    public void Add(string locationCode, LocalDate? from, LocalDate? to) => ranges[locationCode] = ranges.TryGetValue(locationCode, out var range)
        ? (range.From is { } f && from is { } g ? LocalDate.Min(f, g) : null, range.To is { } t && to is { } u ? LocalDate.Max(t, u) : null)
        : (from, to);

    /// <summary>Publishes what changed, the first time it is asked to.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        foreach (var (code, (from, to)) in ranges.OrderBy(r => r.Key, StringComparer.Ordinal))
            db.Publish(new PlanChanged(code, from, to));
        if (ranges.Count > 0)
            await db.SaveChangesAsync(cancellationToken);
        ranges.Clear();
    }
}

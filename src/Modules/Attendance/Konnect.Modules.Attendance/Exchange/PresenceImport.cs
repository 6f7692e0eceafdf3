using Konnect.Modules.Attendance.Contracts;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Exchange;

/// <summary>What the files of one import have in common: where each group is, and which days of which location changed.</summary>
internal sealed class PresenceImport(AttendanceDbContext db, ILocationDirectory locations)
{
    private readonly Dictionary<string, (LocalDate From, LocalDate To)> ranges = [];
    private Dictionary<string, string>? locationOfGroup;

    /// <summary>Looks the groups up, once they are all there.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) => locationOfGroup ??= (await locations.ListAsync(cancellationToken))
        .SelectMany(l => l.Groups).ToDictionary(g => g.Code, g => g.LocationCode);

    /// <summary>The location of a known group.</summary>
    public string LocationOf(string group) => locationOfGroup![group];

    /// <summary>Something of a location changed on these days.</summary>
    public void Changed(string location, LocalDate from, LocalDate to) => ranges[location] = ranges.TryGetValue(location, out var range)
        ? (LocalDate.Min(range.From, from), LocalDate.Max(range.To, to))
        : (from, to);

    /// <summary>Publishes what changed, the first time it is asked to.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        foreach (var (location, (from, to)) in ranges.OrderBy(r => r.Key, StringComparer.Ordinal))
            db.Publish(new PresencesImported(location, from, to));
        if (ranges.Count > 0)
            await db.SaveChangesAsync(cancellationToken);
        ranges.Clear();
    }
}

using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Audit.Persons;

/// <summary>Finds persons of all kinds for the trail, and names those that its lines are about.</summary>
internal sealed class SubjectNames(IEnumerable<ITrailSubjects> directories)
{
    /// <summary>The kind of who signs in.</summary>
    public const string Account = "account";

    /// <summary>Whom a text may mean, of one kind or of all; a key that nobody has any more means itself.</summary>
    public async Task<IReadOnlyList<TrailSubject>> FindAsync(string text, string? kind, int most, CancellationToken cancellationToken)
    {
        var found = new List<TrailSubject>();
        foreach (var directory in directories.Where(d => kind is null || d.Kind == kind).OrderBy(d => d.Kind, StringComparer.Ordinal))
            found.AddRange(await directory.FindAsync(text, most, cancellationToken));
        return found.Count > 0 ? [.. found.Take(most)] : [new TrailSubject(kind ?? "", text, [text])];
    }

    /// <summary>The persons of these keys; one that nobody knows any more bears its key.</summary>
    public async Task<IReadOnlyDictionary<(string Kind, string Key), TrailSubject>> OfAsync(IEnumerable<(string Kind, string Key)> keys, CancellationToken cancellationToken)
    {
        var named = new Dictionary<(string, string), TrailSubject>();
        foreach (var ofKind in keys.Distinct().GroupBy(k => k.Kind, k => k.Key))
        {
            var known = directories.SingleOrDefault(d => d.Kind == ofKind.Key) is { } directory
                ? await directory.NamesAsync([.. ofKind], cancellationToken)
                : new Dictionary<string, TrailSubject>();
            foreach (var key in ofKind)
                named[(ofKind.Key, key)] = known.GetValueOrDefault(key) ?? new(ofKind.Key, key, [key]);
        }

        return named;
    }
}

using Konnect.BuildingBlocks.Results;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>What all files of one import share: the options, the errors so far, and which keys of which file are known.</summary>
internal sealed class ImportRun(ImportOptions options, ExchangeLimits limits, IReadOnlyList<ExchangeFile> owners, long bytesTotal)
{
    private readonly List<ExchangeError> errors = [];
    private readonly Dictionary<string, HashSet<string>> known = [];
    private readonly Dictionary<string, HashSet<string>> refused = [];
    private readonly HashSet<string> unreadable = [];

    /// <summary>How much is taken in.</summary>
    public ExchangeLimits Limits { get; } = limits;

    /// <summary>From this date on, files that can be replaced are.</summary>
    public LocalDate? ReplaceFrom => options.ReplaceFrom;

    /// <summary>How the source writes dates and times.</summary>
    public ValuePatterns Patterns { get; } = options.Mapping?.Patterns() ?? ValuePatterns.Exchange;

    /// <summary>The errors to show.</summary>
    public IReadOnlyList<ExchangeError> Errors => errors;

    /// <summary>All errors.</summary>
    public long ErrorCount { get; private set; }

    /// <summary>Bytes of the files that are done.</summary>
    public long BytesDone { get; set; }

    /// <summary>Takes note of an error.</summary>
    public void Refuse(ExchangeError error)
    {
        if (++ErrorCount <= Limits.ErrorsShown)
            errors.Add(error);
    }

    /// <summary>A file could not be read to its end, so nobody knows which keys it holds.</summary>
    public void MarkUnreadable(string file) => unreadable.Add(file);

    /// <summary>A row was refused, so what refers to it is not wrong for that.</summary>
    public void MarkRefused(string file, string key)
    {
        if (!refused.TryGetValue(file, out var keys))
            refused.Add(file, keys = []);
        keys.Add(key);
    }

    /// <summary>Looks up keys of another file that rows refer to.</summary>
    public async Task LearnAsync(string file, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(file, out var seen))
            known.Add(file, seen = []);
        var unseen = keys.Where(k => !seen.Contains(k)).Distinct().ToList();
        if (unseen.Count > 0 && owners.FirstOrDefault(o => o.Name == file) is { } owner)
            seen.UnionWith(await owner.FindKeysAsync(unseen, cancellationToken));
    }

    /// <summary>What is known of a key of another file, after <see cref="LearnAsync"/>.</summary>
    public Reference Find(string file, string key) =>
        known[file].Contains(key) ? Reference.Known
        : unreadable.Contains(file) || (refused.TryGetValue(file, out var keys) && keys.Contains(key)) ? Reference.Refused
        : Reference.Unknown;

    /// <summary>Tells whoever watches how far the import is.</summary>
    public void Report(string file, long rows, long position) => options.Progress?.Report(new ExchangeProgress(file, rows, BytesDone + position, bytesTotal));
}

/// <summary>What is known of a key that a row refers to.</summary>
internal enum Reference
{
    /// <summary>It is in the database, perhaps since a moment ago.</summary>
    Known,

    /// <summary>Its own row was refused.</summary>
    Refused,

    /// <summary>Nobody has it.</summary>
    Unknown,
}

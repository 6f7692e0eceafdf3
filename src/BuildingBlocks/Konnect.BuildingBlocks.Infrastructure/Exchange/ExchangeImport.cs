using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>
/// Brings a package into the database: every file that a module owns, in the order of their references, in one transaction. Any error, and
/// nothing is changed; a dry run is the same import, taken back.
/// </summary>
public sealed class ExchangeImport(IEnumerable<ExchangeFile> files, DatabaseSession session, ExchangeLimits limits)
{
    private const string CitizenNumberColumn = "exchange.citizen-service-number";
    private readonly List<ExchangeFile> owners = InOrder([.. files]);

    /// <summary>Imports a folder, a ZIP or one CSV file.</summary>
    public async Task<ImportReport> RunAsync(string path, ImportOptions options, CancellationToken cancellationToken)
    {
        try
        {
            using var package = ExchangePackage.Open(path, limits);
            return await ImportAsync(package, options, cancellationToken);
        }
        catch (RefusedPackageException refused)
        {
            return new ImportReport(options.DryRun, [], [], [new ExchangeError(refused.File, null, null, null, refused.Reason)], 1);
        }
    }

    /// <summary>Files after those they refer to; those that don't depend on each other by name.</summary>
    internal static List<ExchangeFile> InOrder(IReadOnlyList<ExchangeFile> files)
    {
        var ordered = new List<ExchangeFile>(files.Count);
        var waiting = files.OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(f => !waiting.Any(other => other != f && f.References.Contains(other.Name)))
                ?? throw new InvalidOperationException($"Files of the exchange format refer to each other in a circle: {string.Join(", ", waiting.Select(f => f.Name))}.");
            ordered.Add(next);
            waiting.Remove(next);
        }

        return ordered;
    }

    private async Task<ImportReport> ImportAsync(ExchangePackage package, ImportOptions options, CancellationToken cancellationToken)
    {
        var run = new ImportRun(options, limits, owners, package.Files.Sum(f => f.Length));
        var (planned, skipped) = await PlanAsync(package, options.Mapping, run, cancellationToken);
        var imported = new List<ImportedFile>();
        if (planned.Count == 0 && run.ErrorCount == 0)
            run.Refuse(new ExchangeError("", null, null, null, Error.Invalid("exchange.nothing-known", args: [string.Join(", ", owners.Select(o => o.Name))])));
        if (planned.Count == 0 || run.Errors.Any(e => e.Reason.Code == CitizenNumberColumn))
            return Report();

        await session.BeginAsync(cancellationToken);
        try
        {
            // Two packages at once would each look at what the other is about to change.
            await session.LockAsync("exchange/import", cancellationToken);
            foreach (var file in planned)
            {
                if (await ImportAsync(file, run, cancellationToken) is { } result)
                    imported.Add(result);
                run.BytesDone += file.Content.Length;
            }

            if (run.ErrorCount == 0)
            {
                foreach (var owner in planned.Select(p => p.Owner).Distinct())
                    await owner.CompleteAsync(cancellationToken);
            }

            session.Recorder.Tell(Outline());
            if (run.ErrorCount == 0 && !options.DryRun)
                await session.CommitAsync(cancellationToken);
            else
                await session.RollbackAsync();
            return Report();
        }
        catch
        {
            await session.RollbackAsync();
            throw;
        }

        string Outline() => (options.DryRun ? "dry run: " : "") + (run.ErrorCount > 0 ? $"refused, {run.ErrorCount} errors"
            : string.Join("; ", imported.Select(f => $"{f.File} {InWords(("new", f.New), ("changed", f.Changed), ("removed", f.Removed), ("unchanged", f.Unchanged))}")));

        static string InWords(params ReadOnlySpan<(string Word, long Rows)> counts) =>
            string.Join(", ", counts.ToArray().Where(c => c.Rows > 0).Select(c => FormattableString.Invariant($"{c.Rows} {c.Word}")));

        ImportReport Report()
        {
            var order = planned.Select((file, i) => (file.Content.Name, i)).DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.i);
            return new(options.DryRun, imported, skipped, [.. run.Errors.OrderBy(e => order.GetValueOrDefault(e.File, -1)).ThenBy(e => e.Line)], run.ErrorCount);
        }
    }

    private static async Task<ImportedFile?> ImportAsync(PlannedFile file, ImportRun run, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.Content.Open();
            var reader = new CsvReader(stream, run.Limits);
            await reader.ReadAsync(cancellationToken);
            return await file.Owner.ImportAsync(reader, file.Source, run, cancellationToken);
        }
        catch (RefusedPackageException refused)
        {
            run.Refuse(new ExchangeError(refused.File, null, null, null, refused.Reason));
            run.MarkUnreadable(file.Owner.Name);
            return null;
        }
    }

    /// <summary>Reads every header and finds the owner of each file; a file with a bad header is refused and not read further.</summary>
    private async Task<(IReadOnlyList<PlannedFile> Planned, IReadOnlyList<string> Skipped)> PlanAsync(
        ExchangePackage package, ExchangeMapping? mapping, ImportRun run, CancellationToken cancellationToken)
    {
        var planned = new List<PlannedFile>();
        var skipped = new List<string>();
        foreach (var file in package.Files)
        {
            var targets = mapping?.Files.Where(m => m.From.Equals(file.Name, StringComparison.OrdinalIgnoreCase)).ToList() ?? [];
            if (targets.Count == 0)
                targets.Add(new MappedFile { From = file.Name, To = file.Name });
            var known = targets.Select(t => (Mapped: t, Owner: owners.FirstOrDefault(o => o.Name.Equals(t.To, StringComparison.OrdinalIgnoreCase)))).Where(t => t.Owner is not null).ToList();
            if (known.Count == 0)
                skipped.Add(file.Name);
            // Also a file that nobody owns is looked at for columns that may not come in.
            if (known.Count == 0 && !file.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
                continue;
            var header = await ReadHeaderAsync(file, isOwned: known.Count > 0, run, cancellationToken);
            foreach (var (mapped, owner) in known)
            {
                if (header is not null && Match(header, file.Name, mapped, owner!, run) is { } source)
                    planned.Add(new PlannedFile(owner!, file, source));
                else
                    run.MarkUnreadable(owner!.Name);
            }
        }

        // Keys are checked for doubles within a file: a second file of one kind would overwrite the first unnoticed, or replace its planning.
        foreach (var twice in planned.GroupBy(p => p.Owner).Where(g => g.Count() > 1))
            run.Refuse(new ExchangeError(twice.Last().Content.Name, null, null, null, Error.Invalid("exchange.file-from-two", args: [twice.Key.Name, twice.First().Content.Name])));
        return ([.. planned.OrderBy(p => owners.IndexOf(p.Owner))], skipped);
    }

    private static async Task<IReadOnlyList<string>?> ReadHeaderAsync(PackageFile file, bool isOwned, ImportRun run, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.Open();
            var reader = new CsvReader(stream, run.Limits);
            var found = await reader.ReadAsync(cancellationToken);
            var names = new List<string>();
            var refusal = !found ? Error.Invalid("exchange.header-missing") : reader.Fault;
            for (var i = 0; i < reader.FieldCount && refusal is null; i++)
            {
                if (!reader.TryGetText(i, out var name))
                    refusal = Error.Invalid("exchange.not-utf8");
                names.Add(name.Trim());
            }

            foreach (var number in names.Where(CitizenServiceNumbers.Names))
                run.Refuse(new ExchangeError(file.Name, reader.Line, number, null, Error.Invalid(CitizenNumberColumn)));
            if (refusal is null)
                return names;
            if (isOwned)
                run.Refuse(new ExchangeError(file.Name, Math.Max(reader.Line, 1), null, null, refusal));
        }
        catch (RefusedPackageException refused)
        {
            run.Refuse(new ExchangeError(refused.File, null, null, null, refused.Reason));
        }

        return null;
    }

    private static SourceFile? Match(IReadOnlyList<string> header, string fileName, MappedFile mapped, ExchangeFile owner, ImportRun run)
    {
        var errorsBefore = run.ErrorCount;
        var byName = owner.Columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var renamed = new Dictionary<string, string>(mapped.Columns, StringComparer.OrdinalIgnoreCase);
        foreach (var target in renamed.Values.Concat(mapped.Values.Keys).Where(c => !byName.Contains(c)))
            Refuse(target, Error.Invalid("exchange.mapping-column", args: [owner.Name]));
        var columns = header.Select(name => renamed.GetValueOrDefault(name, name).ToLowerInvariant()).Select(name => byName.Contains(name) ? name : null).ToList();
        foreach (var twice in columns.OfType<string>().GroupBy(c => c).Where(g => g.Count() > 1))
            Refuse(twice.Key, Error.Invalid("exchange.column-twice"));
        foreach (var (missing, _) in owner.Columns.Where(c => c.IsRequired && !columns.Contains(c.Name)))
            Refuse(missing, Error.Invalid("exchange.column-missing"));
        if (run.ErrorCount > errorsBefore)
            return null;
        var words = mapped.Values.ToDictionary(
            v => v.Key.ToLowerInvariant(), v => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>(v.Value, StringComparer.OrdinalIgnoreCase));
        return new SourceFile(fileName, columns, header, words, [.. header.Where((_, i) => columns[i] is null)]);

        void Refuse(string column, Error reason) => run.Refuse(new ExchangeError(fileName, 1, column, null, reason));
    }

    private sealed record PlannedFile(ExchangeFile Owner, PackageFile Content, SourceFile Source);
}

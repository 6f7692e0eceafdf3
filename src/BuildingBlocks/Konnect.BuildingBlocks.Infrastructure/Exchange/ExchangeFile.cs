using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>A file of the exchange format; each module declares its own in its room <c>Exchange/</c>, found by scanning.</summary>
public abstract class ExchangeFile
{
    private protected ExchangeFile()
    {
    }

    /// <summary>Its name in a package, <c>things.csv</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The files whose keys it refers to; they are read before it.</summary>
    internal abstract IReadOnlyList<string> References { get; }

    /// <summary>The columns: exchange names, and whether a file must have them.</summary>
    public abstract IReadOnlyList<(string Name, bool IsRequired)> Columns { get; }

    /// <summary>Reads the rest of a file behind its header and brings the database to it.</summary>
    internal abstract Task<ImportedFile> ImportAsync(CsvReader reader, SourceFile source, ImportRun run, CancellationToken cancellationToken);

    /// <summary>The whole import is sound and about to be committed.</summary>
    internal abstract Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Those of the keys that exist.</summary>
    internal abstract Task<IEnumerable<string>> FindKeysAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Writes everything, ordered by key.</summary>
    internal abstract Task<long> ExportAsync(CsvWriter writer, Action<long> progress, CancellationToken cancellationToken);
}

/// <summary>Where the rows of a file of ours come from.</summary>
/// <param name="Name">The source's file name.</param>
/// <param name="Columns">Our name of the column at each position; null for an unknown one.</param>
/// <param name="ColumnNames">The source's name of the column at each position.</param>
/// <param name="Words">Our column → the source's word → our word.</param>
/// <param name="UnknownColumns">The source's columns that nobody knows.</param>
internal sealed record SourceFile(
    string Name,
    IReadOnlyList<string?> Columns,
    IReadOnlyList<string> ColumnNames,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Words,
    IReadOnlyList<string> UnknownColumns);

/// <summary>Where a file's own checks say what is wrong with a row.</summary>
public abstract class RowErrors
{
    private protected RowErrors()
    {
    }

    /// <summary>Refuses the row for what stands in a column; <paramref name="property"/> is the property of the row, empty for the row as a whole.</summary>
    public abstract void Add(string property, Error reason);
}

/// <summary>
/// A file whose rows <typeparamref name="TRow"/> stand for entities <typeparamref name="TEntity"/>, upserted by key. The properties of the row
/// type are the columns (see docs/exchange.md): <c>required</c> makes one required, <c>[Key]</c> part of the key, <c>[References]</c> the key of
/// another file, <c>[MaxLength]</c> and <c>[Range]</c> set bounds, <c>[Personal]</c> keeps values out of errors.
/// </summary>
public abstract class ExchangeFile<TRow, TEntity>(ModuleDbContext db) : ExchangeFile
    where TRow : class
    where TEntity : class
{
    private const int BatchSize = 2_000;
    private readonly ModuleDbContext context = db;
    private static readonly IReadOnlyList<ExchangeColumn<TRow>> RowColumns = ExchangeColumn<TRow>.All;
    private static readonly IReadOnlyList<ExchangeColumn<TRow>> KeyColumns = [.. RowColumns.Where(c => c.IsKey)];

    internal sealed override IReadOnlyList<string> References => [.. RowColumns.Select(c => c.References).OfType<string>().Distinct()];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<(string Name, bool IsRequired)> Columns => [.. RowColumns.Select(c => (c.Name, c.IsRequired))];

    /// <summary>
    /// Loads the entities that stand for these rows, and whatever else the other methods need for them. More entities than asked for do no harm;
    /// they need not be tracked.
    /// </summary>
    protected abstract Task<IReadOnlyList<TEntity>> LoadAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken);

    /// <summary>The row that stands for a loaded entity.</summary>
    protected abstract TRow ToRow(TEntity entity);

    /// <summary>Makes the entity of a new row; null when the row is refused.</summary>
    protected abstract TEntity? Create(TRow row, RowErrors errors);

    /// <summary>Brings an entity, tracked, to a row that differs; false when what is there stands and the row changes nothing.</summary>
    protected abstract bool Update(TEntity entity, TRow row, RowErrors errors);

    /// <summary>Every row, ordered by key.</summary>
    protected abstract IAsyncEnumerable<TRow> ExportAsync(CancellationToken cancellationToken);

    /// <summary>Checks what can be told from a row alone.</summary>
    protected virtual void Check(TRow row, RowErrors errors)
    {
    }

    /// <summary>
    /// Entities that a row may mean although its key differs, such as the same period with another start: loaded ones and those made since.
    /// The first whose key the file doesn't hold is meant; if it holds them all, the row overlaps with another line.
    /// </summary>
    protected virtual IEnumerable<TEntity> FindMeant(TRow row) => [];

    /// <summary>Checks a written entity against what else is there, once the rows around it are written too.</summary>
    protected virtual void CheckWritten(TEntity entity, RowErrors errors)
    {
    }

    /// <summary>Stores new entities.</summary>
    protected virtual Task InsertAsync(IReadOnlyList<TEntity> entities, CancellationToken cancellationToken) => context.BulkInsertAsync(entities, cancellationToken);

    /// <summary>True when the file can be replaced from a date on.</summary>
    protected virtual bool IsReplaceable => false;

    /// <summary>From this date on the running import replaces the file; null when it doesn't.</summary>
    protected LocalDate? ReplaceFrom { get; private set; }

    /// <summary>The entities, tracked, that go when the file is replaced from a date on, unless the file holds them.</summary>
    protected virtual Task<IReadOnlyList<TEntity>> ReplaceableAsync(LocalDate from, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TEntity>>([]);

    /// <summary>Takes an entity away from a date on.</summary>
    protected virtual void Remove(TEntity entity, LocalDate from) => context.Remove(entity);

    /// <summary>The whole import is sound: the moment to publish what happened. Called for every file that was read, before the one commit.</summary>
    protected virtual Task OnCompletedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal sealed override Task CompleteAsync(CancellationToken cancellationToken) => OnCompletedAsync(cancellationToken);

    internal sealed override async Task<IEnumerable<string>> FindKeysAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var found = new List<string>(keys.Count);
        foreach (var chunk in keys.Chunk(BatchSize))
        {
            var rows = chunk.Select(RowOf).ToList();
            found.AddRange((await LoadAsync(rows, cancellationToken)).Select(e => KeyOf(ToRow(e))));
            context.ChangeTracker.Clear();
        }

        return found;
    }

    internal sealed override async Task<long> ExportAsync(CsvWriter writer, Action<long> progress, CancellationToken cancellationToken)
    {
        foreach (var column in RowColumns)
            writer.Field(column.Name);
        writer.EndRow();
        var rows = 0L;
        TRow? last = null;
        await foreach (var row in ExportAsync(cancellationToken).WithCancellation(cancellationToken))
        {
            // What it refers to is gone, so nobody could read the row.
            if (RowColumns.Any(c => c is { IsRequired: true, References: not null } && c.Write(row).Length == 0))
                continue;
            // Two that a file can't tell apart, such as two arrivals in one minute, are one row: the later.
            if (last is not null && KeyOf(last) != KeyOf(row))
                Write(last);
            last = row;
            if (writer.IsFull)
                await writer.FlushAsync(cancellationToken);
        }

        if (last is not null)
            Write(last);
        await writer.FlushAsync(cancellationToken);
        return rows;

        void Write(TRow row)
        {
            foreach (var column in RowColumns)
            {
                var text = column.Write(row);
                if (text == SealedText.Unreadable)
                    throw new UnreadableTextException();
                writer.Field(text);
            }

            writer.EndRow();
            if (++rows % BatchSize == 0)
                progress(rows);
        }
    }

    internal sealed override async Task<ImportedFile> ImportAsync(CsvReader reader, SourceFile source, ImportRun run, CancellationToken cancellationToken)
    {
        ReplaceFrom = IsReplaceable ? run.ReplaceFrom : null;
        var import = new FileImport(this, reader, source, run);
        await import.ReadAsync(cancellationToken);
        return import.Result;
    }

    /// <summary>The key as text that no two keys share.</summary>
    private static string KeyOf(TRow row) => KeyColumns.Count == 1 ? KeyColumns[0].Write(row) : string.Join('\u001f', KeyColumns.Select(c => c.Write(row)));

    private static TRow RowOf(string key)
    {
        var row = Activator.CreateInstance<TRow>();
        KeyColumns.Single().TryRead(key, ValuePatterns.Exchange, row);
        return row;
    }

    /// <summary>One reading of the file: rows in batches, each checked, compared with what is there, and written.</summary>
    private sealed class FileImport
    {
        private readonly ExchangeFile<TRow, TEntity> file;
        private readonly CsvReader reader;
        private readonly SourceFile source;
        private readonly ImportRun run;
        private readonly List<(int Field, ExchangeColumn<TRow> Column)> present = [];
        private readonly List<ExchangeColumn<TRow>> absent;
        // A million keys would be a file in memory; a million hashes are not. 128 bits of a good hash don't collide.
        private readonly Dictionary<UInt128, int> lineOfKey = [];
        private readonly SortedDictionary<string, long> changedColumns = new(StringComparer.Ordinal);
        private readonly List<Line> batch = new(BatchSize);
        private long rows;
        private long created;
        private long changed;
        private long unchanged;
        private long removed;

        public FileImport(ExchangeFile<TRow, TEntity> file, CsvReader reader, SourceFile source, ImportRun run)
        {
            (this.file, this.reader, this.source, this.run) = (file, reader, source, run);
            for (var i = 0; i < source.Columns.Count; i++)
            {
                if (RowColumns.FirstOrDefault(c => c.Name == source.Columns[i]) is { } column)
                    present.Add((i, column));
            }

            absent = [.. RowColumns.Except(present.Select(p => p.Column))];
        }

        public ImportedFile Result => new(file.Name, rows, created, changed, unchanged, removed, changedColumns, source.UnknownColumns);

        public async Task ReadAsync(CancellationToken cancellationToken)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (rows == run.Limits.Rows)
                {
                    RefuseRow(Error.Invalid("exchange.too-many-rows", args: [run.Limits.Rows]), null);
                    run.MarkUnreadable(file.Name);
                    break;
                }

                rows++;
                Read();
                if (batch.Count == BatchSize)
                    await WriteAsync(cancellationToken);
            }

            await WriteAsync(cancellationToken);
            if (file.ReplaceFrom is { } from && run.ErrorCount == 0)
                await ReplaceAsync(from, cancellationToken);
        }

        /// <summary>Takes the reader's row into the batch, or says what is wrong with it.</summary>
        private void Read()
        {
            if (reader.Fault is { } fault)
            {
                RefuseRow(fault, reader.FaultField);
                run.MarkUnreadable(file.Name);
                return;
            }

            if (reader.FieldCount != source.Columns.Count)
            {
                RefuseRow(Error.Invalid("exchange.field-count", args: [source.Columns.Count, reader.FieldCount]), null);
                run.MarkUnreadable(file.Name);
                return;
            }

            var row = Activator.CreateInstance<TRow>();
            var line = new Line(this, reader.Line, row);
            var keyIsKnown = true;
            foreach (var (field, column) in present)
            {
                if (ReadField(field, column, row) is not { } wrong)
                    continue;
                line.Add(column, wrong.Value, wrong.Reason);
                keyIsKnown &= !column.IsKey;
            }

            if (keyIsKnown)
            {
                line.Key = KeyOf(row);
                if (!lineOfKey.TryAdd(HashOf(line.Key), line.Number))
                    line.Add(KeyColumns.Count == 1 ? KeyColumns[0] : null, KeyColumns.Count == 1 ? line.Key : "", Error.Invalid("exchange.key-twice", args: [lineOfKey[HashOf(line.Key)]]));
            }

            if (!line.IsRefused)
                file.Check(row, line);
            if (line.IsRefused)
                MarkRefused(line);
            else
                batch.Add(line);
        }

        private (string Value, Error Reason)? ReadField(int field, ExchangeColumn<TRow> column, TRow row)
        {
            if (!reader.TryGetText(field, out var text))
                return ("", Error.Invalid("exchange.not-utf8"));
            text = text.Trim(' ');
            if (source.Words.TryGetValue(column.Name, out var words) && words.TryGetValue(text, out var word))
                text = word;
            if (string.IsNullOrWhiteSpace(text))
                return column.IsRequired ? ("", Error.Invalid("exchange.required")) : null;
            return column.TryRead(text, run.Patterns, row) ? null : (text, column.Expected(run.Patterns));
        }

        /// <summary>Compares the batch with the database and writes the difference.</summary>
        private async Task WriteAsync(CancellationToken cancellationToken)
        {
            await CheckReferencesAsync(cancellationToken);
            var existing = new Dictionary<string, (TEntity Entity, TRow Row)>(batch.Count);
            foreach (var entity in await file.LoadAsync([.. batch.Select(l => l.Row)], cancellationToken))
            {
                var row = file.ToRow(entity);
                existing[KeyOf(row)] = (entity, row);
            }

            var inserts = new List<(Line Line, TEntity Entity)>();
            var updates = new List<(Line Line, TEntity Entity)>();
            // Rows that are there by their key go first: what a row means by its overlap is then seen as the file leaves it.
            foreach (var line in batch.OrderBy(l => !existing.ContainsKey(l.Key)))
            {
                var found = existing.TryGetValue(line.Key, out var exact) ? exact : FindMeant(line);
                if (!line.IsRefused && found.Entity is null && file.Create(line.Row, line) is { } entity)
                {
                    inserts.Add((line, entity));
                    created++;
                }
                else if (!line.IsRefused && found.Entity is not null && Compare(line, found.Entity, found.Row))
                {
                    updates.Add((line, found.Entity));
                }
            }

            // What a replacement is about to remove is no reason to refuse a row.
            if (file.ReplaceFrom is null)
            {
                foreach (var (line, entity) in inserts.Concat(updates))
                    file.CheckWritten(entity, line);
            }

            foreach (var line in batch.Where(l => l.IsRefused))
                MarkRefused(line);
            // A refused row is not written: what it breaks may be what the database itself forbids.
            foreach (var (line, entity) in updates.Where(u => u.Line.IsRefused))
                file.context.Entry(entity).State = EntityState.Unchanged;
            if (updates.Count > 0)
                await file.context.SaveChangesAsync(cancellationToken);
            await file.InsertAsync([.. inserts.Where(i => !i.Line.IsRefused).Select(i => i.Entity)], cancellationToken);
            file.context.ChangeTracker.Clear();
            batch.Clear();
            run.Report(file.Name, rows, reader.Position);
        }

        private (TEntity Entity, TRow Row) FindMeant(Line line)
        {
            var overlapped = 0;
            foreach (var candidate in file.FindMeant(line.Row))
            {
                var row = file.ToRow(candidate);
                if (!lineOfKey.TryGetValue(HashOf(KeyOf(row)), out overlapped))
                    return (candidate, row);
            }

            if (overlapped > 0)
                line.Add(null, "", Error.Invalid("exchange.overlaps-line", args: [overlapped]));
            return default;
        }

        private bool Compare(Line line, TEntity entity, TRow current)
        {
            // A column that the file doesn't have says nothing: what is there stays.
            foreach (var column in absent)
                column.Copy(current, line.Row);
            var differences = present.Where(p => !p.Column.IsSame(current, line.Row)).Select(p => p.Column.Name).ToList();
            if (differences.Count > 0 && file.context.Entry(entity).State == EntityState.Detached)
                file.context.Attach(entity);
            if (differences.Count == 0 || !file.Update(entity, line.Row, line))
            {
                unchanged++;
                return false;
            }

            changed++;
            foreach (var column in differences)
                changedColumns[column] = changedColumns.GetValueOrDefault(column) + 1;
            return true;
        }

        private async Task CheckReferencesAsync(CancellationToken cancellationToken)
        {
            foreach (var (_, column) in present.Where(p => p.Column.References is not null))
            {
                var referenced = column.References!;
                await run.LearnAsync(referenced, batch.Select(l => column.Write(l.Row)).Where(k => k.Length > 0), cancellationToken);
                foreach (var line in batch)
                {
                    var key = column.Write(line.Row);
                    var state = key.Length == 0 ? Reference.Known : run.Find(referenced, key);
                    if (state == Reference.Unknown)
                        line.Add(column, key, Error.Invalid("exchange.reference-unknown", args: [referenced]));
                    else if (state == Reference.Refused)
                        line.IsRefused = true;
                }
            }

            foreach (var line in batch.Where(l => l.IsRefused))
                MarkRefused(line);
            batch.RemoveAll(l => l.IsRefused);
        }

        private async Task ReplaceAsync(LocalDate from, CancellationToken cancellationToken)
        {
            foreach (var entity in await file.ReplaceableAsync(from, cancellationToken))
            {
                if (lineOfKey.ContainsKey(HashOf(KeyOf(file.ToRow(entity)))))
                    continue;
                file.Remove(entity, from);
                removed++;
            }

            await file.context.SaveChangesAsync(cancellationToken);
            file.context.ChangeTracker.Clear();
        }

        private void RefuseRow(Error reason, int? field) =>
            run.Refuse(new ExchangeError(source.Name, reader.Line, field < source.ColumnNames.Count ? source.ColumnNames[field.Value] : null, null, reason));

        private void MarkRefused(Line line)
        {
            if (KeyColumns.Count == 1 && line.Key.Length > 0)
                run.MarkRefused(file.Name, line.Key);
        }

        private static UInt128 HashOf(string key)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan()), hash);
            return MemoryMarshal.Read<UInt128>(hash);
        }

        /// <summary>One row with its line, and its errors on their way to the report.</summary>
        private sealed class Line(FileImport import, int number, TRow row) : RowErrors
        {
            public int Number { get; } = number;

            public TRow Row { get; } = row;

            public string Key { get; set; } = "";

            public bool IsRefused { get; set; }

            public override void Add(string property, Error reason)
            {
                var column = RowColumns.FirstOrDefault(c => c.Property == property);
                Add(column, column?.Write(Row) ?? "", reason);
            }

            public void Add(ExchangeColumn<TRow>? column, string value, Error reason)
            {
                IsRefused = true;
                var name = import.present.Where(p => p.Column == column).Select(p => import.source.ColumnNames[p.Field]).FirstOrDefault() ?? column?.Name;
                import.run.Refuse(new ExchangeError(import.source.Name, Number, name, column?.Shown(value), reason));
            }
        }
    }
}

using System.Data.Common;
using System.Globalization;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>How many sealed texts there are.</summary>
/// <param name="Texts">All.</param>
/// <param name="Unreadable">Those that no key of the installation opens.</param>
public sealed record SealedCount(long Texts, long Unreadable);

/// <summary>The sealed texts of every module as rows: seals at the start what a migration left plain or an earlier key sealed, and counts what can't be opened.</summary>
public sealed partial class SealedRows
{
    private const int Batch = 500;

    private readonly IServiceScopeFactory scopes;
    private readonly IReadOnlyList<ModuleContext> contexts;
    private readonly SealedTexts texts;
    private readonly ILogger<SealedRows> log;

    internal SealedRows(IServiceScopeFactory scopes, IEnumerable<ModuleContext> contexts, SealedTexts texts, ILogger<SealedRows> log) =>
        (this.scopes, this.contexts, this.texts, this.log) = (scopes, [.. contexts.Where(c => ModuleDbContext.HasSealedTexts(c.Type))], texts, log);

    /// <summary>
    /// Seals under the newest key whatever is not, some rows in each transaction: stopped at any moment, the next start goes on. What others change meanwhile stands. Where plain
    /// text lay, nothing of it stays in unused parts of the database's own files.
    /// </summary>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        if (contexts.Count == 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<DatabaseSession>();
        foreach (var column in Columns(scope.ServiceProvider))
        {
            var wasPlain = false;
            foreach (var keys in (await column.KeysOfOldAsync(session, texts.NewestHeader, cancellationToken)).Chunk(Batch))
            {
                await session.BeginAsync(cancellationToken);
                foreach (var key in keys)
                    wasPlain |= await SealAsync(session, column, key, cancellationToken);
                // Remembered in the file itself, with the rows: then also a start that was stopped before the cleaning is followed by one that cleans.
                if (wasPlain && session.Connection is SqliteConnection)
                    await ExecuteAsync(session, "PRAGMA user_version = 1", cancellationToken);
                await session.CommitAsync(cancellationToken);
            }

            if (wasPlain && session.Connection is not SqliteConnection)
                await ExecuteAsync(session, $"VACUUM (FULL) {column.Table}", cancellationToken);
        }

        if (session.Connection is SqliteConnection)
            await CleanAsync(session, cancellationToken);
    }

    /// <summary>Counts the sealed texts of every module, and those that can't be opened.</summary>
    public async Task<SealedCount> CountAsync(CancellationToken cancellationToken)
    {
        var (all, unreadable) = (0L, 0L);
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<DatabaseSession>();
        foreach (var column in Columns(scope.ServiceProvider))
        {
            await using var command = CommandOf(session, $"SELECT {column.Name} FROM {column.Table}");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                all++;
                if (texts.Open(column.Property, reader.GetFieldValue<byte[]>(0)) == SealedText.Unreadable)
                    unreadable++;
            }
        }

        return new(all, unreadable);
    }

    /// <returns>True when it was plain.</returns>
    private async Task<bool> SealAsync(DatabaseSession session, Column column, object[] key, CancellationToken cancellationToken)
    {
        await using var read = CommandOf(session, $"SELECT {column.Name} FROM {column.Table} WHERE {column.HasKey}", key);
        if (await read.ExecuteScalarAsync(cancellationToken) is not byte[] { Length: > 0 } stored)
            return false;
        var isPlain = stored[0] == Envelope.Plain;
        var text = isPlain ? Encoding.UTF8.GetString(stored.AsSpan(1)) : texts.Open(column.Property, stored);
        // What no key opens stays as it is: its key may come back.
        if (text == SealedText.Unreadable)
            return false;
        await using var write = CommandOf(session, $"UPDATE {column.Table} SET {column.Name} = @now WHERE {column.HasKey} AND {column.Name} = @old", key);
        Add(write, "@now", texts.Seal(column.Property, text));
        Add(write, "@old", stored);
        await write.ExecuteNonQueryAsync(cancellationToken);
        return isPlain;
    }

    /// <summary>Writes the file anew without what was removed, and empties the log of writes.</summary>
    private async Task CleanAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(session, "PRAGMA user_version", cancellationToken) == 0)
            return;
        try
        {
            // The copy that this makes lies on the disk for once: in memory a small machine has no room for it.
            await ExecuteAsync(session, "PRAGMA temp_store=FILE; VACUUM; PRAGMA temp_store=MEMORY", cancellationToken);
            if (await ScalarAsync(session, "PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken) == 0)
                await ExecuteAsync(session, "PRAGMA user_version = 0", cancellationToken);
        }
        catch (SqliteException fault)
        {
            NotCleaned(log, fault.SqliteErrorCode);
        }
    }

    private IEnumerable<Column> Columns(IServiceProvider services) =>
        from context in contexts
        from entity in ((ModuleDbContext)services.GetRequiredService(context.Type)).Model.GetEntityTypes()
        from property in SealedProperty.Of(entity.ClrType)
        select new Column(entity, property);

    private static DbCommand CommandOf(DatabaseSession session, string sql, params object[] key)
    {
        var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
#pragma warning disable CA2100 // Names of the model, and parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (i, part) in key.Index())
            Add(command, $"@k{i}", part);
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static async Task ExecuteAsync(DatabaseSession session, string sql, CancellationToken cancellationToken)
    {
        await using var command = CommandOf(session, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> ScalarAsync(DatabaseSession session, string sql, CancellationToken cancellationToken)
    {
        await using var command = CommandOf(session, sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    [LoggerMessage(LogLevel.Warning, "The database could not be cleaned of plain text that it held before (SQLite {Code}); the next start tries again.")]
    private static partial void NotCleaned(ILogger log, int code);

    /// <summary>One column of sealed texts.</summary>
    private sealed class Column
    {
        private readonly IReadOnlyList<string> keys;

        public Column(IEntityType entity, SealedProperty property)
        {
            var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            Property = property;
            Table = table.Schema is { } schema ? $"\"{schema}\".\"{table.Name}\"" : $"\"{table.Name}\"";
            Name = $"\"{entity.FindProperty(property.Column)!.GetColumnName(table)}\"";
            keys = [.. entity.FindPrimaryKey()!.Properties.Select(p => $"\"{p.GetColumnName(table)}\"")];
            HasKey = string.Join(" AND ", keys.Select((k, i) => $"{k} = @k{i}"));
        }

        public SealedProperty Property { get; }

        public string Table { get; }

        public string Name { get; }

        /// <summary>The condition that finds one row.</summary>
        public string HasKey { get; }

        /// <summary>Keys, as the database has them, of the rows that are not sealed as they would be today.</summary>
        public async Task<IReadOnlyList<object[]>> KeysOfOldAsync(DatabaseSession session, byte[] newest, CancellationToken cancellationToken)
        {
            await using var command = CommandOf(session, $"SELECT {string.Join(", ", keys)} FROM {Table} WHERE substr({Name}, 1, {Envelope.HeaderLength}) <> @newest");
            Add(command, "@newest", newest);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var found = new List<object[]>();
            while (await reader.ReadAsync(cancellationToken))
            {
                var key = new object[keys.Count];
                reader.GetValues(key);
                found.Add(key);
            }

            return found;
        }
    }
}

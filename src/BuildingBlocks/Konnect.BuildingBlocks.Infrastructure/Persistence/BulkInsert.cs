using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>Inserts many entities at once by the model's own mapping, past the change tracker: one prepared statement on SQLite, COPY on PostgreSQL.</summary>
public static class BulkInsert
{
    /// <summary>
    /// Inserts new entities inside the running transaction. Their keys must be set, unless the database makes them; owned types and
    /// related entities are not followed.
    /// </summary>
    public static async Task BulkInsertAsync<TEntity>(this ModuleDbContext db, IReadOnlyCollection<TEntity> entities, CancellationToken cancellationToken) where TEntity : class
    {
        if (entities.Count == 0)
            return;
        var session = db.Session ?? throw new InvalidOperationException("The context was not made by the container.");
        var entity = db.Model.FindEntityType(typeof(TEntity)) ?? throw new InvalidOperationException($"{db.GetType().Name} has no {typeof(TEntity).Name}.");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var columns = entity.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never || p.ClrType == typeof(Guid))
            .Select(p => new Column(p, table, db)).ToList();
        var names = string.Join(", ", columns.Select(c => Quote(c.Name)));
        var target = table.Schema is { } schema ? $"{Quote(schema)}.{Quote(table.Name)}" : Quote(table.Name);
        if (session.Connection is NpgsqlConnection postgres)
            await CopyAsync(postgres, $"COPY {target} ({names}) FROM STDIN (FORMAT BINARY)", columns, entities, cancellationToken);
        else
            await InsertAsync(session, $"INSERT INTO {target} ({names}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})", columns, entities, cancellationToken);
    }

    private static async Task CopyAsync<TEntity>(NpgsqlConnection connection, string statement, List<Column> columns, IReadOnlyCollection<TEntity> entities, CancellationToken cancellationToken)
        where TEntity : class
    {
        await using var import = await connection.BeginBinaryImportAsync(statement, cancellationToken);
        foreach (var entity in entities)
        {
            await import.StartRowAsync(cancellationToken);
            foreach (var column in columns)
            {
                if (column.Read(entity) is { } value)
                    await import.WriteAsync(value, column.StoreType, cancellationToken);
                else
                    await import.WriteNullAsync(cancellationToken);
            }
        }

        await import.CompleteAsync(cancellationToken);
    }

    private static async Task InsertAsync<TEntity>(DatabaseSession session, string statement, List<Column> columns, IReadOnlyCollection<TEntity> entities, CancellationToken cancellationToken)
        where TEntity : class
    {
        await using var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = statement;
        var parameters = new List<DbParameter>(columns.Count);
        foreach (var _ in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{parameters.Count}";
            command.Parameters.Add(parameter);
            parameters.Add(parameter);
        }

        foreach (var entity in entities)
        {
            for (var i = 0; i < columns.Count; i++)
                parameters[i].Value = columns[i].Read(entity) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string Quote(string name) => $"\"{name}\"";

    private sealed class Column(IProperty property, StoreObjectIdentifier table, ModuleDbContext db)
    {
        private readonly Func<object, object?>? convert = property.GetTypeMapping().Converter?.ConvertToProvider;
        private readonly SealedProperty? text = SealedProperty.Of(property.DeclaringType.ClrType).FirstOrDefault(s => s.Column == property.Name);

        public string Name { get; } = property.GetColumnName(table)!;

        public string StoreType { get; } = property.GetColumnType(table);

        public object? Read(object entity)
        {
            if (text is not null)
                return db.Texts.Seal(text, text.Read(entity));
            var value = property.GetGetter().GetClrValue(entity);
            return value is not null && convert is not null ? convert(value) : value;
        }
    }
}

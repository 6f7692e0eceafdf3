using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;
using SQLitePCL;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Writes one value of the current row, which is not null, as JSON.</summary>
internal delegate void WriteValue(DbDataReader values, int ordinal, ref JsonRow row);

/// <summary>How values of a type travel from the database's reader to JSON: with the conversions that the context's model stores them by.</summary>
internal static class ValueFormats
{
    private static readonly ConcurrentDictionary<(IModel, Type), WriteValue> Known = new();

    /// <summary>The format of a type in a context.</summary>
    public static WriteValue For(DbContext context, Type type) => Known.GetOrAdd((context.Model, type), static (key, context) => Create(context, key.Item2), context);

    private static WriteValue Create(DbContext context, Type type) => (context.Database.IsSqlite() ? Sqlite(type) : null) ?? Type.GetTypeCode(type) switch
    {
        TypeCode.String => static (values, i, ref row) => row.Text(values.GetString(i)),
        TypeCode.Int32 => static (values, i, ref row) => row.Int32(values.GetInt32(i)),
        TypeCode.Int64 => static (values, i, ref row) => row.Int64(values.GetInt64(i)),
        TypeCode.Double => static (values, i, ref row) => row.Double(values.GetDouble(i)),
        TypeCode.Boolean => static (values, i, ref row) => row.Boolean(values.GetBoolean(i)),
        _ when type == typeof(Guid) => static (values, i, ref row) => row.Guid(values.GetGuid(i)),
        _ when type == typeof(LocalDate) => Date(StoredValues.Of<LocalDate>(context)),
        _ when type == typeof(LocalTime) => Time(StoredValues.Of<LocalTime>(context)),
        _ when type == typeof(Instant) => InstantInUtc(StoredValues.Of<Instant>(context)),
        _ => throw new InvalidOperationException($"The feed can't write values of type {type.Name}."),
    };

    /// <summary>
    /// SQLite keeps text and dates as the UTF-8 that the answer holds: copied from the statement's memory they cost a third of a string.
    /// </summary>
    private static WriteValue? Sqlite(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => static (values, i, ref row) => row.Text(Bytes(values, i)),
        _ when type == typeof(LocalDate) => static (values, i, ref row) => row.Text(Bytes(values, i)),
        _ when type == typeof(Guid) => static (values, i, ref row) => row.Guid(Bytes(values, i)),
        _ => null,
    };

    private static ReadOnlySpan<byte> Bytes(DbDataReader values, int ordinal) => raw.sqlite3_column_blob(((SqliteDataReader)values).Handle, ordinal);

    private static WriteValue Date(ReadValue<LocalDate> read) => (values, i, ref row) => row.Date(read(values, i));

    private static WriteValue Time(ReadValue<LocalTime> read) => (values, i, ref row) => row.Time(read(values, i));

    private static WriteValue InstantInUtc(ReadValue<Instant> read) => (values, i, ref row) => row.Instant(read(values, i));
}

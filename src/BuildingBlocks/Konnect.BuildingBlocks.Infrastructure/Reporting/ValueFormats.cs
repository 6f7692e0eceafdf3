using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
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
        _ => Converted(context, type),
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

    private static WriteValue Converted(DbContext context, Type type)
    {
        var converter = context.GetService<IRelationalTypeMappingSource>().FindMapping(type, context.Model)?.Converter
            ?? throw new InvalidOperationException($"{context.GetType().Name} has no conversion for {type.Name}.");
        return (converter.ConvertFromProviderExpression, type) switch
        {
            (Expression<Func<DateOnly, LocalDate>> toDate, _) => Date(toDate.Compile()),
            (Expression<Func<TimeOnly, LocalTime>> toTime, _) => Time(toTime.Compile()),
            (Expression<Func<long, Instant>> toInstant, _) => InstantOfNumber(toInstant.Compile()),
            (Expression<Func<DateTime, Instant>> toInstant, _) => InstantOfDateTime(toInstant.Compile()),
            _ => throw new InvalidOperationException($"{context.GetType().Name} stores {type.Name} as {converter.ProviderClrType.Name}, which the feed can't read."),
        };
    }

    private static WriteValue Date(Func<DateOnly, LocalDate> convert) => (values, i, ref row) => row.Date(convert(values.GetFieldValue<DateOnly>(i)));

    private static WriteValue Time(Func<TimeOnly, LocalTime> convert) => (values, i, ref row) => row.Time(convert(values.GetFieldValue<TimeOnly>(i)));

    private static WriteValue InstantOfNumber(Func<long, Instant> convert) => (values, i, ref row) => row.Instant(convert(values.GetInt64(i)));

    private static WriteValue InstantOfDateTime(Func<DateTime, Instant> convert) => (values, i, ref row) => row.Instant(convert(values.GetDateTime(i)));
}

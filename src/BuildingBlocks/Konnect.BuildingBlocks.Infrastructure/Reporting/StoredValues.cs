using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Reads one value of the current row, which is not null.</summary>
internal delegate T ReadValue<T>(DbDataReader values, int ordinal);

/// <summary>How dates and times travel from the database's reader to NodaTime: with the conversions that the context's model stores them by.</summary>
internal static class StoredValues
{
    private static readonly ConcurrentDictionary<(IModel, Type), Delegate> Known = new();

    /// <summary>The reading of a <see cref="LocalDate"/>, <see cref="LocalTime"/> or <see cref="Instant"/> in a context.</summary>
    /// <exception cref="InvalidOperationException">The context stores the type in a way that is not known here.</exception>
    public static ReadValue<T> Of<T>(DbContext context) => (ReadValue<T>)Known.GetOrAdd((context.Model, typeof(T)), static (key, context) => Create(context, key.Item2), context);

    private static Delegate Create(DbContext context, Type type)
    {
        var converter = context.GetService<IRelationalTypeMappingSource>().FindMapping(type, context.Model)?.Converter
            ?? throw new InvalidOperationException($"{context.GetType().Name} has no conversion for {type.Name}.");
        return converter.ConvertFromProviderExpression switch
        {
            Expression<Func<DateOnly, LocalDate>> toDate => Date(toDate.Compile()),
            Expression<Func<TimeOnly, LocalTime>> toTime => Time(toTime.Compile()),
            Expression<Func<long, Instant>> toInstant => InstantOfNumber(toInstant.Compile()),
            Expression<Func<DateTime, Instant>> toInstant => InstantOfDateTime(toInstant.Compile()),
            _ => throw new InvalidOperationException($"{context.GetType().Name} stores {type.Name} as {converter.ProviderClrType.Name}, which the feed can't read."),
        };
    }

    private static ReadValue<LocalDate> Date(Func<DateOnly, LocalDate> convert) => (values, i) => convert(values.GetFieldValue<DateOnly>(i));

    private static ReadValue<LocalTime> Time(Func<TimeOnly, LocalTime> convert) => (values, i) => convert(values.GetFieldValue<TimeOnly>(i));

    private static ReadValue<Instant> InstantOfNumber(Func<long, Instant> convert) => (values, i) => convert(values.GetInt64(i));

    private static ReadValue<Instant> InstantOfDateTime(Func<DateTime, Instant> convert) => (values, i) => convert(values.GetDateTime(i));
}

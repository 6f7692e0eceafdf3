using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>How NodaTime values are stored, on both databases in an order that comparisons keep; instants to the microsecond.</summary>
public static class NodaTimeConversions
{
    /// <summary>Dates and times as the databases' own types; instants as <c>timestamptz</c> on PostgreSQL and as microseconds since 1970 on SQLite.</summary>
    public static void Apply(ModelConfigurationBuilder builder, bool postgres)
    {
        Convert<LocalDate, LocalDateConverter>(builder);
        Convert<LocalTime, LocalTimeConverter>(builder);
        if (postgres)
            Convert<Instant, InstantToDateTime>(builder);
        else
            Convert<Instant, InstantToMicroseconds>(builder);
    }

    /// <summary>In columns, and where a query calculates a value that is no column.</summary>
    private static void Convert<T, TConverter>(ModelConfigurationBuilder builder) where TConverter : ValueConverter
    {
        builder.Properties<T>().HaveConversion<TConverter>();
        builder.DefaultTypeMapping<T>().HasConversion<TConverter>();
    }

    private sealed class LocalDateConverter() : ValueConverter<LocalDate, DateOnly>(d => d.ToDateOnly(), d => LocalDate.FromDateOnly(d));

    private sealed class LocalTimeConverter() : ValueConverter<LocalTime, TimeOnly>(t => t.ToTimeOnly(), t => LocalTime.FromTimeOnly(t));

    private sealed class InstantToDateTime() : ValueConverter<Instant, DateTime>(i => i.ToDateTimeUtc(), d => Instant.FromDateTimeUtc(DateTime.SpecifyKind(d, DateTimeKind.Utc)));

    private sealed class InstantToMicroseconds() : ValueConverter<Instant, long>(i => i.ToUnixTimeTicks() / 10, v => Instant.FromUnixTimeTicks(v * 10));
}

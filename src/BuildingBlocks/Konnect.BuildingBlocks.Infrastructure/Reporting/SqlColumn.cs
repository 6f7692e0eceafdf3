using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Calculations as columns of their own: EF Core would keep to itself what is the same for every row, and give two calculations that come to the same as one
/// column. For use in queries only.
/// </summary>
internal static class SqlColumn
{
    private const string QueryOnly = "A column of a query, inside it only.";

    /// <summary>A text.</summary>
    public static string? Of(string? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>True or false.</summary>
    public static bool? Of(bool? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>A whole number.</summary>
    public static int? Of(int? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>A whole number of 64 bits.</summary>
    public static long? Of(long? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>A floating number.</summary>
    public static double? Of(double? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>A Guid.</summary>
    public static Guid? Of(Guid? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>A date.</summary>
    public static LocalDate? Of(LocalDate? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>A time of day.</summary>
    public static LocalTime? Of(LocalTime? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>An instant.</summary>
    public static Instant? Of(Instant? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>Makes the functions known to a context's model.</summary>
    public static void Map(ModelBuilder model)
    {
        foreach (var of in typeof(SqlColumn).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name == nameof(Of)))
            model.HasDbFunction(of).HasTranslation(a => new SqlUnaryExpression(ExpressionType.Convert, a[0], a[0].Type, Own((RelationalTypeMapping)a[0].TypeMapping!)));
    }

    /// <summary>The same mapping as another object: expressions are alike only when their mappings are.</summary>
    private static RelationalTypeMapping Own(RelationalTypeMapping mapping) => mapping.WithStoreTypeAndSize(mapping.StoreType, mapping.Size);
}

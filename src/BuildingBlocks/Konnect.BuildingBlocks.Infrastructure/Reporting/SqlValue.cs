using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Functions of SQL that LINQ has no word for. For use in queries only.</summary>
internal static class SqlValue
{
    /// <summary>By a name that both databases know; EF Core's own mapping without a database has one that PostgreSQL does not.</summary>
    public static readonly DoubleTypeMapping DoublePrecision = new("double precision");
    private static readonly DecimalTypeMapping Numeric = new("numeric");

    private const string QueryOnly = "Calculated by the database, inside a query only.";

    /// <summary>The number, or null for zero: what is divided by it then has no value.</summary>
    public static long? NullIfZero(long? value) => throw new NotSupportedException(QueryOnly);

    /// <inheritdoc cref="NullIfZero(long?)"/>
    public static double? NullIfZero(double? value) => throw new NotSupportedException(QueryOnly);

    /// <summary>What is left of a floating number by division, on PostgreSQL, which knows that of whole and decimal numbers only.</summary>
    public static double? Remainder(double? dividend, double? divisor) => throw new NotSupportedException(QueryOnly);

    /// <summary>Two texts as one, or null if one of them is; LINQ takes null for an empty text.</summary>
    public static string? Concat(string? first, string? second) => throw new NotSupportedException(QueryOnly);

    /// <summary>The text itself, calculated with by the database and not by .NET, whose rules of case and bounds are others.</summary>
    public static string Text(string literal) => throw new NotSupportedException(QueryOnly);

    /// <summary>The text without white space at its ends.</summary>
    public static string? Trim(string? text) => throw new NotSupportedException(QueryOnly);

    /// <summary>A whole number in digits.</summary>
    public static string? ToText(long? number) => throw new NotSupportedException(QueryOnly);

    /// <summary>A date as <c>yyyy-MM-dd</c>.</summary>
    public static string? ToText(LocalDate? date) => throw new NotSupportedException(QueryOnly);

    /// <summary>A Guid in lower case.</summary>
    public static string? ToText(Guid? key) => throw new NotSupportedException(QueryOnly);

    /// <summary>The nearest whole number, halves away from zero.</summary>
    public static double? Round(double? number) => throw new NotSupportedException(QueryOnly);

    /// <summary>The largest whole number that is not larger.</summary>
    public static double? Floor(double? number) => throw new NotSupportedException(QueryOnly);

    /// <summary>The smallest whole number that is not smaller.</summary>
    public static double? Ceiling(double? number) => throw new NotSupportedException(QueryOnly);

    /// <summary>Makes the functions known to a context's model.</summary>
    public static void Map(ModelBuilder model, bool postgres)
    {
        Function(nameof(Trim), [typeof(string)], a => new SqlFunctionExpression(
            postgres ? "btrim" : "trim", [a[0], new SqlConstantExpression(" \t\n\v\f\r", StringTypeMapping.Default)], true, [true, false], typeof(string), StringTypeMapping.Default));
        Function(nameof(ToText), [typeof(long?)], a => Written(a[0]));
        Function(nameof(ToText), [typeof(LocalDate?)], a => Written(a[0]));
        Function(nameof(ToText), [typeof(Guid?)], a => new SqlFunctionExpression("lower", [Written(a[0])], true, [true], typeof(string), StringTypeMapping.Default));
        SqlColumn.Map(model);
        Function(nameof(Floor), [typeof(double?)], a => Number("floor", a[0]));
        Function(nameof(Ceiling), [typeof(double?)], a => Number("ceil", a[0]));
        // PostgreSQL rounds halves of a double to even; sign and magnitude apart they go away from zero, as on SQLite.
        Function(nameof(Round), [typeof(double?)], a => postgres
            ? new SqlBinaryExpression(ExpressionType.Multiply, Number("sign", a[0]), Number("floor", new SqlBinaryExpression(ExpressionType.Add, Number("abs", a[0]), new SqlFragmentExpression("0.5"), typeof(double), DoublePrecision)), typeof(double), DoublePrecision)
            : Number("round", a[0]));
        Function(nameof(NullIfZero), [typeof(long?)], a => NullIfZero(a, typeof(long), LongTypeMapping.Default));
        Function(nameof(NullIfZero), [typeof(double?)], a => NullIfZero(a, typeof(double), DoublePrecision));
        Function(nameof(Remainder), [typeof(double?), typeof(double?)], a => new SqlUnaryExpression(
            ExpressionType.Convert, new SqlFunctionExpression("mod", [Decimal(a[0]), Decimal(a[1])], true, [true, true], typeof(decimal), Numeric), typeof(double), DoublePrecision));
        Function(nameof(Text), [typeof(string)], a => a[0]);
        Function(nameof(Concat), [typeof(string), typeof(string)], a => Concat(a[0], a[1]));

        void Function(string name, Type[] parameters, Func<IReadOnlyList<SqlExpression>, SqlExpression> sql) =>
            model.HasDbFunction(typeof(SqlValue).GetMethod(name, parameters)!).HasTranslation(sql);
    }

    /// <summary>
    /// <c>first || second</c>, null when one of them is. EF Core would put an empty text for a null side, so each side goes through <c>substr(x, 1)</c>,
    /// which changes nothing but is declared never null; and so does the whole, declared null for reasons of its own.
    /// </summary>
    public static SqlExpression Concat(SqlExpression first, SqlExpression second) =>
        Whole(new SqlBinaryExpression(ExpressionType.Add, Whole(first, nullable: false), Whole(second, nullable: false), typeof(string), StringTypeMapping.Default), nullable: true);

    private static SqlFunctionExpression Whole(SqlExpression text, bool nullable) =>
        new("substr", [text, new SqlFragmentExpression("1")], nullable, [false, false], typeof(string), StringTypeMapping.Default);

    private static SqlUnaryExpression Written(SqlExpression value) => new(ExpressionType.Convert, value, typeof(string), new StringTypeMapping("text", System.Data.DbType.String));

    private static SqlFunctionExpression Number(string function, SqlExpression value) => new(function, [value], true, [true], typeof(double), DoublePrecision);

    private static SqlUnaryExpression Decimal(SqlExpression value) => new(ExpressionType.Convert, value, typeof(decimal), Numeric);

    private static SqlFunctionExpression NullIfZero(IReadOnlyList<SqlExpression> value, Type type, RelationalTypeMapping mapping) =>
        new("nullif", [value[0], new SqlFragmentExpression("0")], true, [false, false], type, mapping);
}

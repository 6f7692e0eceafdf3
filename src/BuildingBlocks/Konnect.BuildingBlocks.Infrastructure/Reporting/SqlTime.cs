using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Parts of dates and times that the database calculates, the same on SQLite and PostgreSQL. For use in queries only.</summary>
public static class SqlTime
{
    private const string QueryOnly = "Calculated by the database, inside a query only.";

    /// <summary>The day as a number, <c>yyyymmdd</c>.</summary>
    public static int DateKey(LocalDate date) => throw new NotSupportedException(QueryOnly);

    /// <summary>The date of an instant in UTC.</summary>
    public static LocalDate UtcDate(Instant instant) => throw new NotSupportedException(QueryOnly);

    /// <summary>The time of day of an instant in UTC.</summary>
    public static LocalTime UtcTime(Instant instant) => throw new NotSupportedException(QueryOnly);

    /// <summary>Whole seconds since midnight UTC.</summary>
    public static int SecondOfDay(Instant instant) => throw new NotSupportedException(QueryOnly);

    /// <summary>Whole seconds since midnight.</summary>
    public static int SecondOfDay(LocalTime time) => throw new NotSupportedException(QueryOnly);

    /// <summary>Whole minutes from one instant to a later one.</summary>
    public static int Minutes(Instant from, Instant to) => throw new NotSupportedException(QueryOnly);

    /// <summary>The time since the last whole second, in seconds.</summary>
    public static double FractionOfSecond(Instant instant) => throw new NotSupportedException(QueryOnly);

    /// <summary>The time since the last whole second, in seconds.</summary>
    public static double FractionOfSecond(LocalTime time) => throw new NotSupportedException(QueryOnly);

    /// <summary>The instant so many microseconds later.</summary>
    public static Instant Plus(Instant instant, long microseconds) => throw new NotSupportedException(QueryOnly);

    /// <summary>The date so many days later.</summary>
    public static LocalDate PlusDays(LocalDate date, int days) => throw new NotSupportedException(QueryOnly);

    /// <summary>Makes the functions known to a context's model.</summary>
    internal static void Map(ModelBuilder model, bool postgres)
    {
        SqlValue.Map(model, postgres);
        Function(nameof(DateKey), [typeof(LocalDate)], postgres
            ? a => Int32(Call("to_char", a[0], Sql("'YYYYMMDD'")))
            : a => Int32(Call("replace", a[0], Sql("'-'"), Sql("''"))));
        Function(nameof(UtcDate), [typeof(Instant)], postgres
            ? a => Call<LocalDate>("date", Call("timezone", Sql("'UTC'"), a[0]))
            : a => Call<LocalDate>("date", UnixSeconds(a[0]), Sql("'unixepoch'")));
        Function(nameof(UtcTime), [typeof(Instant)], postgres
            ? a => new SqlUnaryExpression(ExpressionType.Convert, Call("timezone", Sql("'UTC'"), a[0]), typeof(LocalTime), null)
            : a => new SqlUnaryExpression(ExpressionType.Convert, SqlValue.Concat(Call("time", UnixSeconds(a[0]), Sql("'unixepoch'")), Fraction(a[0])), typeof(LocalTime), null));
        Function(nameof(SecondOfDay), [typeof(Instant)], postgres
            ? a => Int32(Call("floor", Call("date_part", Sql("'epoch'"), new SqlUnaryExpression(ExpressionType.Convert, Call("timezone", Sql("'UTC'"), a[0]), typeof(TimeOnly), new TimeOnlyTypeMapping("time")))))
            : a => Int32(Binary(ExpressionType.Modulo, Binary(ExpressionType.Divide, SinceYearOne(a[0]), Sql("1000000")), Sql("86400"))));
        Function(nameof(SecondOfDay), [typeof(LocalTime)], postgres
            ? a => Int32(Call("floor", Call("date_part", Sql("'epoch'"), a[0])))
            : a => Int32(Call("strftime", Sql("'%s'"), SqlValue.Concat(Sql("'1970-01-01 '"), a[0]))));
        Function(nameof(Minutes), [typeof(Instant), typeof(Instant)], postgres
            ? a => Int32(Call("floor", Binary(ExpressionType.Divide, Call("date_part", Sql("'epoch'"), Binary(ExpressionType.Subtract, a[1], a[0])), Sql("60"))))
            : a => Int32(Binary(ExpressionType.Divide, Binary(ExpressionType.Subtract, a[1], a[0]), Sql("60000000"))));
        Function(nameof(FractionOfSecond), [typeof(Instant)], postgres
            ? a => Millionths(Int32(Call("date_part", Sql("'microseconds'"), a[0])))
            : a => Millionths(SinceYearOne(a[0])));
        Function(nameof(FractionOfSecond), [typeof(LocalTime)], postgres
            ? a => Millionths(Int32(Call("date_part", Sql("'microseconds'"), a[0])))
            : a => Double(SqlValue.Concat(Sql("'0.'"), Call("substr", a[0], Sql("10")))));
        Function(nameof(Plus), [typeof(Instant), typeof(long)], postgres
            ? a => new SqlBinaryExpression(ExpressionType.Add, a[0], new SqlBinaryExpression(ExpressionType.Multiply, a[1], Sql("INTERVAL '1 microsecond'"), typeof(Instant), a[0].TypeMapping), typeof(Instant), a[0].TypeMapping)
            : a => new SqlBinaryExpression(ExpressionType.Add, a[0], a[1], typeof(Instant), a[0].TypeMapping));
        Function(nameof(PlusDays), [typeof(LocalDate), typeof(int)], postgres
            ? a => new SqlBinaryExpression(ExpressionType.Add, a[0], a[1], typeof(LocalDate), a[0].TypeMapping)
            : a => new SqlFunctionExpression("date", [a[0], SqlValue.Concat(new SqlUnaryExpression(ExpressionType.Convert, a[1], typeof(string), new StringTypeMapping("text", System.Data.DbType.String)), Sql("' days'"))], true, [true, false], typeof(LocalDate), a[0].TypeMapping));

        void Function(string name, Type[] parameters, Func<IReadOnlyList<SqlExpression>, SqlExpression> sql) =>
            model.HasDbFunction(typeof(SqlTime).GetMethod(name, parameters)!).HasTranslation(sql);
    }

    /// <summary>SQLite keeps instants as microseconds since 1970. Counted from the year 1 they are never negative, so that divisions round down.</summary>
    private static SqlBinaryExpression SinceYearOne(SqlExpression microseconds) => Binary(ExpressionType.Add, microseconds, Sql("62135596800000000"));

    private static SqlBinaryExpression UnixSeconds(SqlExpression microseconds) =>
        Binary(ExpressionType.Subtract, Binary(ExpressionType.Divide, SinceYearOne(microseconds), Sql("1000000")), Sql("62135596800"));

    /// <summary>The fraction of a second as SQLite keeps times: seven digits, or nothing for a whole second.</summary>
    private static SqlFunctionExpression Fraction(SqlExpression microseconds)
    {
        var fraction = Binary(ExpressionType.Modulo, SinceYearOne(microseconds), Sql("1000000"));
        return Call("substr", Call("printf", Sql("'.%06d0'"), fraction), Sql("1"), Binary(ExpressionType.Multiply, Sql("8"), Call("min", fraction, Sql("1"))));
    }

    /// <summary>Of microseconds those since the last whole second, in seconds.</summary>
    private static SqlBinaryExpression Millionths(SqlExpression microseconds) =>
        new(ExpressionType.Divide, Double(Binary(ExpressionType.Modulo, microseconds, Sql("1000000"))), Sql("1000000.0"), typeof(double), SqlValue.DoublePrecision);

    private static SqlUnaryExpression Double(SqlExpression value) => new(ExpressionType.Convert, value, typeof(double), SqlValue.DoublePrecision);

    private static SqlFragmentExpression Sql(string text) => new(text);

    private static SqlFunctionExpression Call(string name, params SqlExpression[] arguments) => new(name, arguments, true, arguments.Select(_ => true), typeof(string), StringTypeMapping.Default);

    private static SqlFunctionExpression Call<T>(string name, params SqlExpression[] arguments) => new(name, arguments, true, arguments.Select(_ => true), typeof(T), null);

    private static SqlBinaryExpression Binary(ExpressionType type, SqlExpression left, SqlExpression right) => new(type, left, right, typeof(long), LongTypeMapping.Default);

    private static SqlUnaryExpression Int32(SqlExpression value) => new(ExpressionType.Convert, value, typeof(int), IntTypeMapping.Default);
}

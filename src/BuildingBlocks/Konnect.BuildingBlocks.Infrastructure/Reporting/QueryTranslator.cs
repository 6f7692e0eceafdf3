using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.OData.UriParser;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>A plan as queries that EF Core can run.</summary>
/// <param name="Context">The context they run in.</param>
/// <param name="Matching">Every row that meets the conditions, for counting.</param>
/// <param name="Page">The asked rows in the asked order, each with the asked columns only.</param>
internal sealed record TranslatedQuery(DbContext Context, IQueryable Matching, IQueryable Page);

/// <summary>Fourth step: turns a plan over a set's limited rows into LINQ, for any set and any property.</summary>
internal sealed class QueryTranslator(IClock clock)
{
    /// <summary>Translates a plan.</summary>
    /// <param name="plan">What is asked.</param>
    /// <param name="source">The rows that the token may see.</param>
    /// <exception cref="ReportingRefusal">501 for what has no translation.</exception>
    public TranslatedQuery Translate(ReadSet plan, ReportingRows source)
    {
        var row = Expression.Parameter(plan.Of.Set.RowType, "r");
        var expressions = new ExpressionTranslator(row, source.Context.Database.IsNpgsql(), clock.GetCurrentInstant());
        var matching = source.Rows.Expression;
        foreach (var (name, value) in plan.Key ?? new Dictionary<string, object?>())
            matching = Where(matching, row, expressions.Identity(name, value));
        if (plan.Filter is { } filter)
            matching = Where(matching, row, expressions.Condition(filter));
        var page = Select(Slice(Order(matching, row, expressions, plan), row, plan), row, plan);
        return new(source.Context, source.Rows.Provider.CreateQuery(matching), source.Rows.Provider.CreateQuery(page));
    }

    private static MethodCallExpression Where(Expression rows, ParameterExpression row, Expression condition) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.Where), [row.Type], rows, Expression.Quote(Expression.Lambda(condition, row)));

    /// <summary>Pages are only pages in a total order: the key decides where the asked order leaves a tie.</summary>
    private static Expression Order(Expression rows, ParameterExpression row, ExpressionTranslator expressions, ReadSet plan)
    {
        var keys = plan.OrderBy.SelectMany(o => expressions.SortKeys(o.Expression).Select(key => (Key: key, Descending: o.Direction == OrderByDirection.Descending)));
        if (plan.Top is not null || plan.Skip is not null)
            keys = keys.Concat(plan.Of.Set.Key.Select(name => (Key: expressions.SortKey(Expression.Property(row, name)), Descending: false)));
        var first = true;
        foreach (var (key, descending) in keys)
        {
            var method = (first ? nameof(Queryable.OrderBy) : nameof(Queryable.ThenBy)) + (descending ? "Descending" : "");
            rows = Expression.Call(typeof(Queryable), method, [row.Type, key.Type], rows, Expression.Quote(Expression.Lambda(key, row)));
            first = false;
        }

        return rows;
    }

    private static Expression Slice(Expression rows, ParameterExpression row, ReadSet plan)
    {
        if (plan.Skip is { } skip)
            rows = Expression.Call(typeof(Queryable), nameof(Queryable.Skip), [row.Type], rows, Number(skip));
        if (plan.Top is { } top)
            rows = Expression.Call(typeof(Queryable), nameof(Queryable.Take), [row.Type], rows, Number(top));
        return rows;
    }

    private static Expression Number(long value) => Parameter.Of((int)Math.Min(value, int.MaxValue), typeof(int));

    /// <summary>Projects to a row that has the asked columns only: the name of the property becomes the name of the column.</summary>
    private static MethodCallExpression Select(Expression rows, ParameterExpression row, ReadSet plan)
    {
        var members = plan.Columns.Select(c => Expression.Bind(row.Type.GetProperty(c.Name)!, Expression.Property(row, c.Name)));
        var asked = Expression.MemberInit(Expression.New(row.Type), members);
        return Expression.Call(typeof(Queryable), nameof(Queryable.Select), [row.Type, row.Type], rows, Expression.Quote(Expression.Lambda(asked, row)));
    }
}

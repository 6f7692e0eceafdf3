using System.ComponentModel;
using System.Linq.Expressions;
using System.Reflection;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>An entity set of the reporting feed. Modules derive from <see cref="ReportingSet{TRow}"/>.</summary>
public interface IReportingSet
{
    /// <summary>Name in the address, <c>/odata/v1/Name</c>.</summary>
    string Name { get; }

    /// <summary>The flat record whose properties are the set's columns.</summary>
    Type RowType { get; }

    /// <summary>Names of the properties that identify a row, in order.</summary>
    IReadOnlyList<string> Key { get; }

    /// <summary>The kinds of token for which the set exists.</summary>
    IReadOnlyList<ApiScopeKind> Readers { get; }

    /// <summary>The rows a token may see. There is no other way to a set's rows, so no query can reach past it.</summary>
    /// <param name="tables">The context that reads the tables of all modules that declare sets.</param>
    /// <param name="access">What the token may see.</param>
    IQueryable Open(DbContext tables, ApiAccess access);
}

/// <summary>The property exists only for these kinds of token; others don't find it in <c>$metadata</c> at all.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OnlyForAttribute(params ApiScopeKind[] kinds) : Attribute
{
    /// <summary>The kinds that see the property.</summary>
    public IReadOnlyList<ApiScopeKind> Kinds { get; } = kinds;
}

/// <summary>
/// The column holds the key of a row of another set. The model gets a navigation property to that row, and, where <see cref="Collection"/> is given, one from
/// it to all rows that refer to it. Both exist only for tokens that read both sets, and lead only to rows the token may see. Whoever sees a row must see the
/// row it refers to, unless the column may be null.
/// </summary>
/// <param name="set">Name of the other set, whose key is one column.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RefersToAttribute(string set) : Attribute
{
    /// <summary>Name of the other set.</summary>
    public string Set { get; } = set;

    /// <summary>Name of the navigation property to the row; by default the column's name without <c>Code</c>.</summary>
    public string? As { get; init; }

    /// <summary>Name of the navigation property from the other row to its many; null is none.</summary>
    public string? Collection { get; init; }
}

/// <summary>
/// Declares an entity set over a module's tables. The row type is a flat record with <c>init</c> properties, a <see cref="DescriptionAttribute"/>
/// on itself and on every property; its name without <c>Row</c> is the name of the entity type.
/// </summary>
/// <param name="name">Name in the address.</param>
/// <param name="key">The properties that identify a row: <c>r =&gt; r.Id</c> or <c>r =&gt; new { r.Code, r.Date }</c>.</param>
public abstract class ReportingSet<TRow>(string name, Expression<Func<TRow, object>> key) : IReportingSet
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public Type RowType => typeof(TRow);

    /// <inheritdoc/>
    public IReadOnlyList<string> Key { get; } = MembersOf(key.Body);

    /// <inheritdoc/>
    public virtual IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Bi, ApiScopeKind.Admin];

    /// <summary>The rows, as a query that ends in <c>Select(x =&gt; new TRow { … })</c>; each property has a column or expression of its own.</summary>
    protected abstract IQueryable<TRow> Rows(DbContext db);

    /// <summary>The code of a row's location. Null: the rows belong to no location, and a token that is limited to some sees none of them.</summary>
    protected abstract Expression<Func<TRow, string?>>? Location { get; }

    /// <summary>The local day of a row, or the first of its days. Null: the rows have no day and are seen whatever the token's dates.</summary>
    protected abstract Expression<Func<TRow, LocalDate>>? Date { get; }

    /// <summary>The last of a row's days where <see cref="Date"/> is the first; a row whose last day is null has no end yet.</summary>
    protected virtual Expression<Func<TRow, LocalDate?>>? Until => null;

    /// <summary>Rows whose columns are columns of a table by the same names and of the same types.</summary>
    /// <exception cref="InvalidOperationException">The table lacks one of them.</exception>
    protected static IQueryable<TRow> ColumnsOf<TEntity>(DbContext db) where TEntity : class
    {
        var entity = Expression.Parameter(typeof(TEntity), "e");
        var columns = typeof(TRow).GetProperties().Select(column => typeof(TEntity).GetProperty(column.Name) is { } source && source.PropertyType == column.PropertyType
            ? Expression.Bind(column, Expression.Property(entity, source))
            : throw new InvalidOperationException($"{typeof(TEntity).Name} has no {column.Name} of type {column.PropertyType.Name}."));
        return db.Set<TEntity>().Select(Expression.Lambda<Func<TEntity, TRow>>(Expression.MemberInit(Expression.New(typeof(TRow)), columns), entity));
    }

    /// <inheritdoc/>
    public IQueryable Open(DbContext tables, ApiAccess access)
    {
        var rows = Rows(tables);
        if (access.Locations is { } codes)
            rows = Location is { } location ? rows.Where(OneOf(location, codes)) : rows.Where(_ => false);
        if (Date is { } first && access.To is { } to)
            rows = rows.Where(Compare(ExpressionType.LessThanOrEqual, first, to));
        if (Date is { } day && access.From is { } from)
            rows = rows.Where(Until is { } last ? OpenOrFrom(last, from) : Compare(ExpressionType.GreaterThanOrEqual, day, from));
        return rows;
    }

    private static Expression<Func<TRow, bool>> OneOf(Expression<Func<TRow, string?>> text, IReadOnlyList<string> codes) =>
        Expression.Lambda<Func<TRow, bool>>(
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(string)], Parameter.Of(codes.ToList(), typeof(List<string>)), text.Body),
            text.Parameters);

    private static Expression<Func<TRow, bool>> Compare(ExpressionType comparison, Expression<Func<TRow, LocalDate>> day, LocalDate with) =>
        Expression.Lambda<Func<TRow, bool>>(Expression.MakeBinary(comparison, day.Body, Parameter.Of(with, typeof(LocalDate))), day.Parameters);

    private static Expression<Func<TRow, bool>> OpenOrFrom(Expression<Func<TRow, LocalDate?>> last, LocalDate from) =>
        Expression.Lambda<Func<TRow, bool>>(
            Expression.OrElse(
                Expression.Equal(last.Body, Expression.Constant(null, typeof(LocalDate?))),
                Expression.GreaterThanOrEqual(last.Body, Parameter.Of(from, typeof(LocalDate?)))),
            last.Parameters);

    private static IReadOnlyList<string> MembersOf(Expression key) => key switch
    {
        NewExpression many => [.. many.Arguments.Select(MemberOf)],
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: var boxed } => [MemberOf(boxed)],
        _ => [MemberOf(key)],
    };

    private static string MemberOf(Expression expression) =>
        expression is MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression }
            ? property.Name
            : throw new ArgumentException($"'{expression}' is no property of the row; a key is r => r.Id or r => new {{ r.Code, r.Date }}.");
}

using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Two rows side by side, the second of them perhaps missing.</summary>
internal sealed class Joined<TFirst, TSecond>
{
    /// <summary>The row on the left.</summary>
    public TFirst First { get; init; } = default!;

    /// <summary>The row on the right.</summary>
    public TSecond? Second { get; init; }
}

/// <summary>
/// Rows on their way through a query. What is translated speaks of rows by symbols, which stay the same while joins change the type of what is queried:
/// a join that an expression needs is made before the expression is used, and symbols are replaced by the place where the row then stands.
/// </summary>
internal sealed class RowStage
{
    /// <summary>By name and types of rows, of which there are as many as sets and joins of them; finding one takes longer than all else.</summary>
    private static readonly ConcurrentDictionary<(string Method, Type Row, Type? Other), MethodInfo> Methods = new();

    private readonly Dictionary<ParameterExpression, Func<Expression, Expression>> places = [];
    private readonly List<Join> pending = [];
    private Type element;

    /// <summary>Begins with rows of a type.</summary>
    public RowStage(Expression rows, Type row)
    {
        Rows = rows;
        element = row;
        Root = Expression.Parameter(row, "row");
        places[Root] = static e => e;
    }

    /// <summary>The row the stage began with.</summary>
    public ParameterExpression Root { get; }

    /// <summary>The query so far, without joins that nothing has used yet.</summary>
    public Expression Rows { get; private set; }

    /// <summary>The rows the stage began with, as far as the query has kept them, without what was joined to them.</summary>
    public Expression RootRows => element == Root.Type && pending.Count == 0 ? Rows : Select(Root).Rows;

    /// <summary>Joins the one row of another query whose key equals a value; no row is lost where there is none.</summary>
    /// <param name="rows">The other rows.</param>
    /// <param name="row">Their type.</param>
    /// <param name="own">The value, over symbols of this stage.</param>
    /// <param name="other">Name of the key of the other rows.</param>
    /// <returns>The symbol of the joined row.</returns>
    public ParameterExpression LeftJoin(Expression rows, Type row, Expression own, string other)
    {
        var symbol = Expression.Parameter(row, "joined");
        pending.Add(new(symbol, rows, own, other));
        return symbol;
    }

    /// <summary>Goes on with every row beside each of its many, or beside none.</summary>
    /// <param name="many">The many of a row, over symbols of this stage.</param>
    /// <param name="row">Their type.</param>
    /// <returns>The symbol of the row on the right.</returns>
    public ParameterExpression LeftJoinMany(Expression many, Type row)
    {
        var symbol = Expression.Parameter(row, "many");
        Settle();
        var each = Lambda(Expression.Call(typeof(Queryable), nameof(Queryable.DefaultIfEmpty), [row], many), typeof(IEnumerable<>).MakeGenericType(row));
        var result = BesideOf(row, out var first, out var second);
        Rows = Expression.Call(typeof(Queryable), nameof(Queryable.SelectMany), [element, row, result.Type], Rows, Expression.Quote(each), Expression.Quote(Expression.Lambda(result, first, second)));
        Moved(result.Type, symbol);
        return symbol;
    }

    /// <summary>Keeps the rows that meet a condition.</summary>
    public void Where(Expression condition)
    {
        Settle();
        Rows = Call(nameof(Queryable.Where), Rows, Expression.Quote(Lambda(condition)), element);
    }

    /// <summary>Puts the rows in an order.</summary>
    public void OrderBy(IEnumerable<SortKey> keys)
    {
        var then = false;
        Settle();
        foreach (var key in keys)
        {
            var method = (then, key.Descending) switch
            {
                (false, false) => nameof(Queryable.OrderBy),
                (false, true) => nameof(Queryable.OrderByDescending),
                (true, false) => nameof(Queryable.ThenBy),
                _ => nameof(Queryable.ThenByDescending),
            };
            Rows = Call(method, Rows, Expression.Quote(Lambda(key.Value)), element, key.Value.Type);
            then = true;
        }
    }

    /// <summary>Leaves out the first rows.</summary>
    public void Skip(long count) => Rows = Call(nameof(Queryable.Skip), Rows, Number(count), element);

    /// <summary>Keeps the first rows.</summary>
    public void Take(long count) => Rows = Call(nameof(Queryable.Take), Rows, Number(count), element);

    /// <summary>Goes over to what an expression makes of each row.</summary>
    public RowStage Select(Expression body)
    {
        Settle();
        return new(Call(nameof(Queryable.Select), Rows, Expression.Quote(Lambda(body)), element, body.Type), body.Type);
    }

    /// <summary>Goes over to one row for all rows that are alike.</summary>
    /// <param name="key">What rows must have in common to be alike; null takes all rows together, also none.</param>
    /// <param name="values">Values over rows that are alike: what is calculated, and of what for each row (null is the rows themselves).</param>
    /// <param name="result">Makes the one row out of the key and the values.</param>
    public RowStage Summarise(Expression? key, IReadOnlyList<(Expression? Of, Func<SummarisedRows, Expression> Calculate)> values, Func<Expression, IReadOnlyList<Expression>, Expression> result)
    {
        Settle();
        // Rows that are alike in nothing are alike in a number.
        var by = Lambda(key ?? Expression.Constant(1));
        var grouping = typeof(IGrouping<,>).MakeGenericType(by.Body.Type, element);
        var alike = Expression.Parameter(grouping, "alike");
        var calculated = values.Select(v => v.Calculate(new(alike, element, v.Of is null ? null : Lambda(v.Of)))).ToList();
        var body = result(Expression.Property(alike, "Key"), calculated);
        var gathered = Expression.Call(typeof(Queryable), nameof(Queryable.GroupBy), [element, by.Body.Type], Rows, Expression.Quote(by));
        Expression rows = Expression.Call(typeof(Queryable), nameof(Queryable.Select), [grouping, body.Type], gathered, Expression.Quote(Expression.Lambda(body, alike)));
        if (key is null)
            rows = Expression.Call(typeof(Queryable), nameof(Queryable.DefaultIfEmpty), [body.Type], rows);
        return new(rows, body.Type);
    }

    private LambdaExpression Lambda(Expression body, Type? result = null)
    {
        Settle();
        var row = Expression.Parameter(element, "r");
        var placed = new Placer(places.ToDictionary(p => p.Key, p => p.Value(row))).Visit(body);
        return result is null ? Expression.Lambda(placed, row) : Expression.Lambda(typeof(Func<,>).MakeGenericType(element, result), placed, row);
    }

    /// <summary>Makes the joins that expressions have asked for.</summary>
    private void Settle()
    {
        while (pending.Count > 0)
        {
            var join = pending[0];
            pending.RemoveAt(0);
            var right = Expression.Parameter(join.Symbol.Type, "right");
            var row = Expression.Parameter(element, "r");
            var own = new Placer(places.ToDictionary(p => p.Key, p => p.Value(row))).Visit(join.Own);
            Expression other = Expression.Property(right, join.Other);
            if (other.Type != own.Type)
                other = Expression.Convert(other, own.Type);
            var result = BesideOf(join.Symbol.Type, out var first, out var second);
            Rows = Expression.Call(
                typeof(Queryable), nameof(Queryable.LeftJoin), [element, join.Symbol.Type, own.Type, result.Type],
                Rows, join.Rows, Expression.Quote(Expression.Lambda(own, row)), Expression.Quote(Expression.Lambda(other, right)), Expression.Quote(Expression.Lambda(result, first, second)));
            Moved(result.Type, join.Symbol);
        }
    }

    private MemberInitExpression BesideOf(Type row, out ParameterExpression first, out ParameterExpression second)
    {
        var type = typeof(Joined<,>).MakeGenericType(element, row);
        first = Expression.Parameter(element, "first");
        second = Expression.Parameter(row, "second");
        return Expression.MemberInit(Expression.New(type), Expression.Bind(type.GetProperty("First")!, first), Expression.Bind(type.GetProperty("Second")!, second));
    }

    private void Moved(Type to, ParameterExpression symbol)
    {
        foreach (var (known, place) in places.ToList())
            places[known] = e => place(Expression.Property(e, "First"));
        places[symbol] = static e => Expression.Property(e, "Second");
        element = to;
    }

    /// <summary>Calls a method of <see cref="Queryable"/> on rows and one more argument; it is looked for once.</summary>
    private static MethodCallExpression Call(string method, Expression rows, Expression argument, Type row, Type? other = null) => Methods.TryGetValue((method, row, other), out var known)
        ? Expression.Call(known, rows, argument)
        : Remember((method, row, other), Expression.Call(typeof(Queryable), method, other is null ? [row] : [row, other], rows, argument));

    private static MethodCallExpression Remember((string, Type, Type?) call, MethodCallExpression made)
    {
        Methods[call] = made.Method;
        return made;
    }

    private static Expression Number(long value) => Parameter.Of((int)Math.Min(value, int.MaxValue), typeof(int));

    private sealed record Join(ParameterExpression Symbol, Expression Rows, Expression Own, string Other);

    /// <summary>Replaces symbols by where their rows stand.</summary>
    private sealed class Placer(Dictionary<ParameterExpression, Expression> places) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => places.GetValueOrDefault(node, node);
    }
}

/// <summary>Rows that are alike, inside a query.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Row">Type of its rows.</param>
/// <param name="Value">What is taken of each row; null for the rows themselves.</param>
internal sealed record SummarisedRows(Expression Rows, Type Row, LambdaExpression? Value);

/// <summary>A value to sort by.</summary>
/// <param name="Value">The value, over symbols of a stage.</param>
/// <param name="Descending">True for largest first.</param>
internal readonly record struct SortKey(Expression Value, bool Descending);

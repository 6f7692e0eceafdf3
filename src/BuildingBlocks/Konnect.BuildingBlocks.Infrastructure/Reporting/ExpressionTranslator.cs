using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Translates OData expressions over one row to LINQ that EF Core turns into SQL. Conditions follow OData's three truth values: each is translated either
/// as "certainly true" or as "certainly false", so <c>not</c> never stands before a comparison with null, and what is unknown is neither.
/// </summary>
/// <param name="it">The row that property names refer to.</param>
/// <param name="postgres">True on PostgreSQL, whose collation and order of nulls differ from SQLite's.</param>
/// <param name="now">The value of <c>now()</c>.</param>
internal sealed class ExpressionTranslator(RowScope it, bool postgres, Instant now)
{
    private const int UnknownLevels = 3;

    private static readonly Expression Null = Expression.Constant(null);
    private static readonly Expression Never = Expression.Constant(false);
    private static readonly Expression Always = Expression.Constant(true);

    /// <summary>The rows that variables of <c>any</c> and <c>all</c> refer to.</summary>
    private readonly Dictionary<string, RowScope> variables = [];

    private int unknowns;

    /// <summary>The condition that a row meets when the expression is true of it.</summary>
    public Expression Condition(SingleValueNode filter) => Condition(filter, true);

    /// <summary>The condition that a row has a value as (part of) its key.</summary>
    public Expression Identity(string property, object? value) => Compare(BinaryOperatorKind.Equal, it.Value(property), Literal(value, null), true);

    /// <summary>A value that a row, a literal or a calculation gives.</summary>
    public Expression Calculated(SingleValueNode value) => Value(value) is var found && IsNull(found) ? Expression.Constant(null, typeof(string)) : found;

    /// <summary>How the database is to sort by a value, in two parts where it would put nulls on the wrong side: nulls are the smallest, text is ordered by its code points.</summary>
    public IEnumerable<SortKey> Sorted(SortKey key) =>
        postgres && MayBeNull(key.Value)
            ? [new(PresenceOf(key.Value), key.Descending), new(ByCodePoint(key.Value), key.Descending)]
            : [new(ByCodePoint(key.Value), key.Descending)];

    /// <summary>Text that is compared by its code points, on every database.</summary>
    public Expression ByCodePoint(Expression value) => postgres && value.Type == typeof(string) ? Ordinal(value) : value;

    /// <summary>The condition that a row comes after another in an order, whose sort keys have these values there.</summary>
    public Expression After(IReadOnlyList<SortKey> order, IReadOnlyList<object?> values)
    {
        Expression after = Never;
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var (key, descending) = order[i];
            var value = values[i] is { } known ? Parameter.Of(known, known.GetType()) : Null;
            Expression beyond = values[i] switch
            {
                null => descending || !MayBeNull(key) ? Never : PresenceOf(key),
                bool given => given == descending ? Expression.Equal(Lifted(key), Expression.Constant(!given, typeof(bool?))) : Never,
                _ => Compare(descending ? BinaryOperatorKind.LessThan : BinaryOperatorKind.GreaterThan, key, value, true),
            };
            if (values[i] is not null && descending && MayBeNull(key))
                beyond = Expression.OrElse(beyond, MissingOf(Lifted(key)));
            after = i == order.Count - 1
                ? beyond
                : Expression.OrElse(beyond, Expression.AndAlso(Compare(BinaryOperatorKind.Equal, key, value, true), after));
        }

        return after;
    }

    /// <summary>The condition that a row meets when a search is true of one of its texts, ignoring case of the letters A to Z.</summary>
    public Expression Found(QueryNode search, IReadOnlyList<Expression> texts) => search switch
    {
        SearchTermNode term => texts.Select(text => Contains(text, term.Text)).DefaultIfEmpty(Never).Aggregate(Expression.OrElse),
        BinaryOperatorNode both => Expression.MakeBinary(both.OperatorKind == BinaryOperatorKind.And ? ExpressionType.AndAlso : ExpressionType.OrElse, Found(both.Left, texts), Found(both.Right, texts)),
        UnaryOperatorNode not => Expression.Not(Found(not.Operand, texts)),
        ConvertNode convert => Found(convert.Source, texts),
        _ => throw Unsupported(search),
    };

    /// <summary>The value over many rows that one aggregation gives.</summary>
    /// <exception cref="ReportingRefusal">501 for types the method is not offered for.</exception>
    public Expression Aggregate(AggregationMethod method, SummarisedRows rows, bool perhapsNone)
    {
        if (rows.Value is not { } value)
            return Expression.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [rows.Row], rows.Rows);
        switch (method)
        {
            case AggregationMethod.Sum or AggregationMethod.Average when !IsNumber(value.Body):
                throw ReportingRefusal.Malformed("'sum' and 'average' are for numbers.");
            case AggregationMethod.Sum:
                var sum = Over(nameof(Enumerable.Sum), UnderlyingType(value.Body) == typeof(double) ? typeof(double?) : typeof(long?));
                // The sum of nothing is nothing; SQL by way of LINQ calls it zero.
                return perhapsNone || MayBeNull(value.Body)
                    ? Expression.Condition(Expression.Equal(CountOfValues(), Expression.Constant(0)), Expression.Constant(null, sum.Type), sum)
                    : sum;
            case AggregationMethod.Average:
                return Over(nameof(Enumerable.Average), typeof(double?));
            case AggregationMethod.Min or AggregationMethod.Max when UnderlyingType(value.Body) == typeof(bool) || UnderlyingType(value.Body) == typeof(Guid):
                throw ReportingRefusal.NotSupported("'min' and 'max' are for numbers, texts, dates and times.");
            case AggregationMethod.Min or AggregationMethod.Max:
                var of = Lifted(ByCodePoint(value.Body));
                return Expression.Call(typeof(Enumerable), method == AggregationMethod.Min ? nameof(Enumerable.Min) : nameof(Enumerable.Max), [rows.Row, of.Type], rows.Rows, Expression.Lambda(of, value.Parameters));
            case AggregationMethod.CountDistinct:
                var values = Expression.Call(typeof(Enumerable), nameof(Enumerable.Select), [rows.Row, Lifted(value.Body).Type], rows.Rows, Expression.Lambda(Lifted(value.Body), value.Parameters));
                var distinct = Expression.Call(typeof(Enumerable), nameof(Enumerable.Distinct), [Lifted(value.Body).Type], values);
                return Expression.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [Lifted(value.Body).Type], distinct);
            default:
                throw ReportingRefusal.NotSupported("Aggregation methods of one's own are not supported.");
        }

        Expression Over(string name, Type type) => Expression.Call(
            typeof(Enumerable).GetMethods().Single(m => m.Name == name && m.GetParameters() is [_, var selector] && selector.ParameterType.GetGenericArguments()[1] == type).MakeGenericMethod(rows.Row),
            rows.Rows,
            Expression.Lambda(value.Body.Type == type ? value.Body : Expression.Convert(value.Body, type), value.Parameters));

        Expression CountOfValues() => Expression.Call(
            typeof(Enumerable), nameof(Enumerable.Count), [rows.Row], rows.Rows,
            Expression.Lambda(Expression.NotEqual(Lifted(value.Body), Expression.Constant(null, Lifted(value.Body).Type)), value.Parameters));
    }

    private Expression Condition(SingleValueNode node, bool wanted) => Bare(node) switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } chain => Chain(chain, wanted),
        BinaryOperatorNode { OperatorKind: <= BinaryOperatorKind.LessThanOrEqual } comparison => Compare(comparison.OperatorKind, Value(comparison.Left), Value(comparison.Right), wanted),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => Condition(not.Operand, !wanted),
        SingleValueFunctionCallNode { Name: "contains" or "startswith" or "endswith" } test => TextTest(test, wanted),
        ConstantNode { Value: null } => Never,
        ConstantNode { Value: bool value } => value == wanted ? Always : Never,
        SingleValuePropertyAccessNode or SingleValueOpenPropertyAccessNode when Value(Bare(node)) is var value => UnderlyingType(value) == typeof(bool)
            ? Expression.Equal(Lifted(value), Expression.Constant(wanted, typeof(bool?)))
            : throw ReportingRefusal.Malformed("A condition is true or false; this property is neither."),
        LambdaNode lambda => Quantified(lambda, wanted),
        var other => throw Unsupported(other),
    };

    /// <summary>Of the many rows, <c>any</c> is true when the condition is true of one, <c>all</c> when it is true of each.</summary>
    private Expression Quantified(LambdaNode lambda, bool wanted)
    {
        if (lambda.Source is not CollectionNavigationNode many)
            throw Unsupported(lambda);
        if (lambda is AllNode && lambda.CurrentRangeVariable is null)
            throw ReportingRefusal.Malformed("'all' needs a condition.");
        var scope = RowOf(many.Source).Many(many.NavigationProperty);
        var isAll = lambda is AllNode;
        if (lambda.CurrentRangeVariable is { } variable)
        {
            variables[variable.Name] = scope;
            var holds = Condition(lambda.Body, true);
            variables.Remove(variable.Name);
            scope.Stage.Where(isAll ? Expression.Not(holds) : holds);
        }

        var any = Expression.Call(typeof(Queryable), nameof(Queryable.Any), [RowTypeOf(scope.Stage.Rows)], scope.Stage.Rows);
        return isAll == wanted ? Expression.Not(any) : any;
    }

    private static Type RowTypeOf(Expression rows) => rows.Type.GetGenericArguments()[0];

    private RowScope RowOf(QueryNode source) => source switch
    {
        ResourceRangeVariableReferenceNode variable => variables.GetValueOrDefault(variable.Name, it),
        SingleNavigationNode one => RowOf(one.Source).One(one.NavigationProperty),
        _ => throw Unsupported(source),
    };

    private Expression Contains(Expression text, string term)
    {
        var lower = Expression.Call(ByCodePoint(text), nameof(string.ToLower), null);
        var contains = Expression.Call(lower, nameof(string.Contains), null, Parameter.Of(Lower(term), typeof(string)));
        return MayBeNull(text) ? Expression.AndAlso(PresenceOf(text), contains) : contains;
    }

    private static string Lower(string text) => string.Create(text.Length, text, static (lower, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            lower[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
    });

    /// <summary>
    /// A chain of <c>and</c> or <c>or</c>, taken apart without recursion and put together as a balanced tree, so that its depth is the logarithm of its length.
    /// Comparisons of one property with many values become one <c>IN</c>.
    /// </summary>
    private Expression Chain(BinaryOperatorNode chain, bool wanted)
    {
        var parts = new List<SingleValueNode>();
        var rest = new Stack<SingleValueNode>([chain]);
        while (rest.TryPop(out var node))
        {
            if (Bare(node) is BinaryOperatorNode inner && inner.OperatorKind == chain.OperatorKind)
            {
                rest.Push(inner.Right);
                rest.Push(inner.Left);
            }
            else
            {
                parts.Add(Bare(node));
            }
        }

        var conditions = new List<Expression>();
        var isOr = chain.OperatorKind == BinaryOperatorKind.Or;
        foreach (var alike in parts.GroupBy(p => isOr ? ComparedProperty(p) : null))
            conditions.AddRange(alike.Key is not null && alike.Skip(2).Any() ? [OneOf(alike, wanted)] : alike.Select(p => Condition(p, wanted)));
        return Balanced(conditions, 0, conditions.Count, isOr == wanted ? ExpressionType.OrElse : ExpressionType.AndAlso);
    }

    private static Expression Balanced(List<Expression> conditions, int from, int to, ExpressionType type) => to - from == 1
        ? conditions[from]
        : Expression.MakeBinary(type, Balanced(conditions, from, (from + to) / 2, type), Balanced(conditions, (from + to) / 2, to, type));

    /// <summary>The path of <c>property eq value</c> where both are of one type, or null.</summary>
    private string? ComparedProperty(SingleValueNode node) =>
        node is BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Equal } equal
        && Bare(equal.Left) is SingleValuePropertyAccessNode property
        && Bare(equal.Right) is ConstantNode { Value: not null } constant
        && UnderlyingType(Value(property)) == UnderlyingType(Value(constant))
            ? PathOf(property)
            : null;

    private static string PathOf(QueryNode node) => node switch
    {
        SingleValuePropertyAccessNode property => $"{PathOf(property.Source)}/{property.Property.Name}",
        SingleNavigationNode one => $"{PathOf(one.Source)}/{one.NavigationProperty.Name}",
        ResourceRangeVariableReferenceNode variable => variable.Name,
        _ => "?",
    };

    private Expression OneOf(IEnumerable<SingleValueNode> comparisons, bool wanted)
    {
        var alike = comparisons.Select(c => (BinaryOperatorNode)Bare(c)).ToList();
        var value = Value(alike[0].Left);
        var values = alike.Select(c => ClrValue((ConstantNode)Bare(c.Right))!).ToArray();
        var array = Array.CreateInstance(value.Type, values.Length);
        for (var i = 0; i < values.Length; i++)
            array.SetValue(values[i], i);
        var contains = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [value.Type], Parameter.Of(array, array.GetType()), value);
        return wanted ? contains : Expression.Not(contains);
    }

    private Expression Compare(BinaryOperatorKind kind, Expression left, Expression right, bool wanted)
    {
        (left, right) = Unify(left, right);
        if (kind is BinaryOperatorKind.Equal or BinaryOperatorKind.NotEqual)
            return kind == BinaryOperatorKind.Equal == wanted ? Expression.Equal(left, right) : Expression.NotEqual(left, right);
        var orEqual = kind is BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThanOrEqual;
        if (IsNull(left) || IsNull(right))
            return orEqual ? Compare(BinaryOperatorKind.Equal, left, right, wanted) : wanted ? Never : Always;
        if (wanted)
        {
            var holds = Ordered(kind, left, right);
            return orEqual && MayBeNull(left) && MayBeNull(right) ? Expression.OrElse(holds, Expression.AndAlso(MissingOf(left), MissingOf(right))) : holds;
        }

        // A comparison with null is false, not unknown; only "or equal" holds between two nulls.
        var fails = Ordered(Inverse(kind), left, right);
        Expression[] missing = [.. new[] { left, right }.Where(MayBeNull).Select(MissingOf)];
        return missing switch
        {
            [] => fails,
            [var one] => Expression.OrElse(fails, one),
            _ => Expression.OrElse(fails, orEqual ? Expression.NotEqual(missing[0], missing[1]) : Expression.OrElse(missing[0], missing[1])),
        };
    }

    private BinaryExpression Ordered(BinaryOperatorKind kind, Expression left, Expression right)
    {
        if (left.Type == typeof(string))
        {
            left = IsLiteral(left) && IsLiteral(right) ? InDatabase(left) : left;
            left = Expression.Call(typeof(string), nameof(string.Compare), null, postgres ? Ordinal(left) : left, right);
            right = Expression.Constant(0);
        }

        if (Nullable.GetUnderlyingType(left.Type) == typeof(bool))
            throw ReportingRefusal.NotSupported("Boolean values are supported with eq and ne.");
        return Expression.MakeBinary(
            kind switch
            {
                BinaryOperatorKind.GreaterThan => ExpressionType.GreaterThan,
                BinaryOperatorKind.GreaterThanOrEqual => ExpressionType.GreaterThanOrEqual,
                BinaryOperatorKind.LessThan => ExpressionType.LessThan,
                _ => ExpressionType.LessThanOrEqual,
            },
            left,
            right);
    }

    private static BinaryOperatorKind Inverse(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThanOrEqual,
        _ => BinaryOperatorKind.GreaterThan,
    };

    private Expression TextTest(SingleValueFunctionCallNode test, bool wanted)
    {
        if (Arguments(test) is not [var text, var part])
            throw Unsupported(test);
        if (IsNull(text) || IsNull(part))
            return Never;
        Expression holds = test.Name switch
        {
            "contains" => Expression.Call(text, nameof(string.Contains), null, part),
            "startswith" when postgres => Expression.Call(text, nameof(string.StartsWith), null, part),
            "endswith" when postgres => Expression.Call(text, nameof(string.EndsWith), null, part),
            // SQLite's LIKE takes a for A: compare the cut-out text instead.
            "startswith" => Expression.Equal(Expression.Call(text, nameof(string.Substring), null, Expression.Constant(0), Length(part)), part),
            _ => Expression.AndAlso(
                Expression.GreaterThanOrEqual(Length(text), Length(part)),
                Expression.Equal(Expression.Call(text, nameof(string.Substring), null, Expression.Subtract(Length(text), Length(part))), part)),
        };
        return new[] { text, part }.Where(MayBeNull).Select(PresenceOf).Aggregate(wanted ? holds : Expression.Not(holds), (test, present) => Expression.AndAlso(present, test));
    }

    /// <summary>A value of a row, of a literal or of a calculation; <see cref="Null"/> where it is null whatever the row.</summary>
    private Expression Value(QueryNode node)
    {
        node = Bare(node);
        switch (node)
        {
            case ConstantNode constant:
                return Literal(constant.Value, constant);
            case SingleValuePropertyAccessNode property:
                return RowOf(property.Source).Value(property.Property.Name);
            case SingleValueOpenPropertyAccessNode property:
                return RowOf(property.Source).Value(property.Name);
            case CountNode { Source: CollectionNavigationNode many, FilterClause: null, SearchClause: null }:
                var rows = RowOf(many.Source).Many(many.NavigationProperty).Stage.Rows;
                return Expression.Convert(Expression.Call(typeof(Queryable), nameof(Queryable.Count), [RowTypeOf(rows)], rows), typeof(int?));
            case UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Negate } minus:
                return Calculate(Parameter.Of(0, typeof(int)), Value(minus.Operand), Expression.Subtract);
            case BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } shift when DurationOf(shift.Right) is { } duration:
                return Shift(Value(shift.Left), shift.OperatorKind == BinaryOperatorKind.Add ? duration : -duration);
            case BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Add } shift when DurationOf(shift.Left) is { } duration:
                return Shift(Value(shift.Right), duration);
            case BinaryOperatorNode { OperatorKind: >= BinaryOperatorKind.Add and <= BinaryOperatorKind.Modulo } arithmetic:
                return Calculate(Value(arithmetic.Left), Value(arithmetic.Right), (l, r) => Arithmetic(arithmetic.OperatorKind, l, r));
            case BinaryOperatorNode or UnaryOperatorNode or LambdaNode or SingleValueFunctionCallNode { Name: "contains" or "startswith" or "endswith" }:
                return Truth((SingleValueNode)node);
            case SingleValueFunctionCallNode { Name: "cast" } cast:
                return Cast(cast);
            case SingleValueFunctionCallNode call:
                return Call(call);
            default:
                throw Unsupported(node);
        }
    }

    /// <summary>
    /// The truth of a condition as a value. What can't be unknown needs only one of its two translations; the others double at every level,
    /// so only a few levels of them are offered.
    /// </summary>
    private Expression Truth(SingleValueNode node)
    {
        if (!MayBeUnknown(node))
        {
            // SQLite reads "a = b IN (c)" from the left, and EF Core puts no parentheses there.
            var certain = Condition(node, true);
            return certain is MethodCallExpression or UnaryExpression { Operand: MethodCallExpression } ? Expression.Condition(certain, Always, Never) : certain;
        }

        if (++unknowns > UnknownLevels)
            throw ReportingRefusal.TooComplex($"Conditions that may be null may be compared inside each other {UnknownLevels} deep.");
        var truth = Expression.Condition(
            Condition(node, true),
            Expression.Constant(true, typeof(bool?)),
            Expression.Condition(Condition(node, false), Expression.Constant(false, typeof(bool?)), Expression.Constant(null, typeof(bool?))));
        unknowns--;
        return truth;
    }

    private static bool MayBeUnknown(SingleValueNode node) => Bare(node) switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } chain => MayBeUnknown(chain.Left) || MayBeUnknown(chain.Right),
        BinaryOperatorNode or LambdaNode => false,
        UnaryOperatorNode not => MayBeUnknown(not.Operand),
        SingleValuePropertyAccessNode property => property.TypeReference.IsNullable,
        ConstantNode constant => constant.Value is null,
        _ => true,
    };

    private static Duration? DurationOf(QueryNode node) => Bare(node) is ConstantNode { Value: TimeSpan span } ? Duration.FromTimeSpan(span) : null;

    /// <summary>A date or an instant, earlier or later; of a date only whole days count.</summary>
    private static Expression Shift(Expression value, Duration by)
    {
        if (IsNull(value))
            return Null;
        try
        {
            return (Parameter.ValueOf(value), UnderlyingType(value)) switch
            {
                (Instant at, _) => Parameter.Of(at + by, typeof(Instant)),
                (LocalDate day, _) => Parameter.Of(day.PlusDays(by.Days), typeof(LocalDate)),
                (_, var type) when type == typeof(Instant) => Expression.Convert(Expression.Call(typeof(SqlTime), nameof(SqlTime.Plus), null, Expression.Convert(value, type), Parameter.Of((long)(by.ToBigIntegerNanoseconds() / 1000), typeof(long))), typeof(Instant?)),
                (_, var type) when type == typeof(LocalDate) => Expression.Convert(Expression.Call(typeof(SqlTime), nameof(SqlTime.PlusDays), null, Expression.Convert(value, type), Parameter.Of(by.Days, typeof(int))), typeof(LocalDate?)),
                _ => throw ReportingRefusal.NotSupported("A duration is added to a date or an instant."),
            };
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            throw ReportingRefusal.Malformed("A date or an instant is out of range.");
        }
    }

    private Expression Cast(SingleValueFunctionCallNode cast)
    {
        if (cast.Parameters.ToList() is not [var of, ConstantNode { Value: string type }])
            throw ReportingRefusal.NotSupported("'cast' takes a value and the name of a type.");
        var value = Value(of);
        if (IsNull(value))
            return Null;
        var from = UnderlyingType(value);
        return type switch
        {
            "Edm.String" when from == typeof(string) => value,
            "Edm.String" when from == typeof(int) || from == typeof(long) => Expression.Call(typeof(SqlValue), nameof(SqlValue.ToText), null, Expression.Convert(value, typeof(long?))),
            "Edm.String" when from == typeof(LocalDate) || from == typeof(Guid) => Expression.Call(typeof(SqlValue), nameof(SqlValue.ToText), null, Lifted(value)),
            "Edm.String" when from == typeof(bool) => Expression.Condition(
                Expression.Equal(Lifted(value), Expression.Constant(true, typeof(bool?))),
                Expression.Constant("true"),
                Expression.Condition(Expression.Equal(Lifted(value), Expression.Constant(false, typeof(bool?))), Expression.Constant("false"), Expression.Constant(null, typeof(string)))),
            "Edm.Int32" when from == typeof(int) => value,
            "Edm.Int64" or "Edm.Int32" when from == typeof(int) || from == typeof(long) => Expression.Convert(value, typeof(long?)),
            "Edm.Double" or "Edm.Decimal" or "Edm.Single" when IsNumber(value) => Expression.Convert(value, typeof(double?)),
            "Edm.Date" when from == typeof(LocalDate) => value,
            "Edm.DateTimeOffset" when from == typeof(Instant) => value,
            "Edm.Boolean" when from == typeof(bool) => value,
            "Edm.Guid" when from == typeof(Guid) => value,
            _ => throw ReportingRefusal.NotSupported($"A cast of this value to {type} is not supported."),
        };
    }

    private static Expression Calculate(Expression left, Expression right, Func<Expression, Expression, Expression> operation)
    {
        if (IsNull(left) || IsNull(right))
            return Null;
        if (!IsNumber(left) || !IsNumber(right))
            throw ReportingRefusal.NotSupported("Arithmetic is supported on numbers, and of a duration with a date or an instant.");
        // Calculated in 64 bits: no sum of two columns overflows on one database and not on the other.
        return operation(Expression.Convert(left, Widest(left, right)), Expression.Convert(right, Widest(left, right)));
    }

    private Expression Arithmetic(BinaryOperatorKind kind, Expression left, Expression right) => kind switch
    {
        BinaryOperatorKind.Add => Expression.Add(left, right),
        BinaryOperatorKind.Subtract => Expression.Subtract(left, right),
        BinaryOperatorKind.Multiply => Expression.Multiply(left, right),
        // Divided by zero there is no value: the same answer on both databases, and no fault amid the rows.
        BinaryOperatorKind.Divide => Expression.Divide(left, Expression.Call(typeof(SqlValue), nameof(SqlValue.NullIfZero), null, right)),
        _ when postgres && left.Type == typeof(double?) => Expression.Call(typeof(SqlValue), nameof(SqlValue.Remainder), null, left, Expression.Call(typeof(SqlValue), nameof(SqlValue.NullIfZero), null, right)),
        _ => Expression.Modulo(left, Expression.Call(typeof(SqlValue), nameof(SqlValue.NullIfZero), null, right)),
    };

    private Expression Call(SingleValueFunctionCallNode call)
    {
        var arguments = Arguments(call);
        if (arguments.Exists(IsNull))
            return Null;
        return (call.Name, arguments) switch
        {
            ("length", [var text]) => Lifted(Length(text)),
            ("indexof", [var text, var part]) => Lifted(Expression.Call(text, nameof(string.IndexOf), null, part)),
            ("substring", [var text, var start]) => Expression.Call(text, nameof(string.Substring), null, Position(start)),
            ("substring", [var text, var start, var length]) => Expression.Call(text, nameof(string.Substring), null, Position(start), Position(length)),
            // Letters A to Z, as SQLite does: PostgreSQL would follow the language of its server.
            ("tolower", [var text]) => Expression.Call(ByCodePoint(text), nameof(string.ToLower), null),
            ("toupper", [var text]) => Expression.Call(ByCodePoint(text), nameof(string.ToUpper), null),
            ("trim", [var text]) => Expression.Call(typeof(SqlValue), nameof(SqlValue.Trim), null, text),
            ("concat", [var first, var second]) => Expression.Call(typeof(SqlValue), nameof(SqlValue.Concat), null, first, second),
            ("year", [var date]) => Expression.Divide(DateKey(date), Integer(10_000)),
            ("month", [var date]) => Expression.Modulo(Expression.Divide(DateKey(date), Integer(100)), Integer(100)),
            ("day", [var date]) => Expression.Modulo(DateKey(date), Integer(100)),
            ("hour", [var time]) => Expression.Divide(SecondOfDay(time), Integer(3600)),
            ("minute", [var time]) => Expression.Modulo(Expression.Divide(SecondOfDay(time), Integer(60)), Integer(60)),
            ("second", [var time]) => Expression.Modulo(SecondOfDay(time), Integer(60)),
            // The parser takes a date for an instant, its midnight in UTC.
            ("date", [var date]) when UnderlyingType(date) == typeof(LocalDate) => date,
            ("date", [var instant]) => SqlTimeOf(nameof(SqlTime.UtcDate), typeof(LocalDate?), instant, typeof(Instant)),
            ("time", [var instant]) => SqlTimeOf(nameof(SqlTime.UtcTime), typeof(LocalTime?), instant, typeof(Instant)),
            ("now", []) => Parameter.Of(now, typeof(Instant)),
            ("mindatetime", []) => Parameter.Of(Instant.FromUtc(1, 1, 1, 0, 0), typeof(Instant)),
            ("maxdatetime", []) => Parameter.Of(Instant.FromUtc(9999, 12, 31, 23, 59, 59) + Duration.FromTicks(9_999_990), typeof(Instant)),
            ("fractionalseconds", [var time]) => SqlTimeOf(nameof(SqlTime.FractionOfSecond), typeof(double?), time, UnderlyingType(time)),
            ("totaloffsetminutes", [var instant]) when UnderlyingType(instant) == typeof(Instant) => Expression.Condition(MissingOf(Lifted(instant)), Expression.Constant(null, typeof(int?)), Integer(0)),
            ("round" or "floor" or "ceiling", [var number]) when IsWhole(number) => number,
            ("floor" or "ceiling" or "round", [var number]) when UnderlyingType(number) == typeof(double) => Rounded(call.Name, number),
            _ => throw ReportingRefusal.NotSupported($"The function '{call.Name}' is not supported here."),
        };
    }

    /// <summary>
    /// The arguments of a call. When all are literals the first text among them is handed to the database, or EF Core would call .NET's function itself;
    /// and when a part is cut out of it, or EF Core would not know what type the part has.
    /// </summary>
    /// <exception cref="ReportingRefusal">400 for a value of another type than the function takes: the parser knows no type of what was calculated.</exception>
    private List<Expression> Arguments(SingleValueFunctionCallNode call)
    {
        var arguments = call.Parameters.Select(Value).ToList();
        var texts = call.Name switch
        {
            "contains" or "startswith" or "endswith" or "indexof" or "concat" => 2,
            "length" or "tolower" or "toupper" or "trim" or "substring" => 1,
            _ => 0,
        };
        for (var i = 0; i < arguments.Count && texts > 0; i++)
        {
            if (!IsNull(arguments[i]) && (i < texts ? UnderlyingType(arguments[i]) != typeof(string) : !IsWhole(arguments[i])))
                throw ReportingRefusal.Malformed($"'{call.Name}' takes {(i < texts ? "a text" : "a whole number")} as its argument {i + 1}.");
        }

        if (arguments is [var first, ..] && first.Type == typeof(string) && IsLiteral(first) && (call.Name == "substring" || arguments.TrueForAll(IsLiteral)))
            arguments[0] = InDatabase(first);
        return arguments;
    }

    private static bool IsWhole(Expression value) => UnderlyingType(value) == typeof(int) || UnderlyingType(value) == typeof(long);

    private static bool IsLiteral(Expression value) => Parameter.ValueOf(value) is not null;

    private static MethodCallExpression InDatabase(Expression text) => Expression.Call(typeof(SqlValue), nameof(SqlValue.Text), null, text);

    private static Expression DateKey(Expression date) => UnderlyingType(date) == typeof(Instant)
        ? DateKey(SqlTimeOf(nameof(SqlTime.UtcDate), typeof(LocalDate?), date, typeof(Instant)))
        : SqlTimeOf(nameof(SqlTime.DateKey), typeof(int?), date, typeof(LocalDate));

    private static UnaryExpression Rounded(string function, Expression number) =>
        Expression.Convert(Expression.Call(typeof(SqlValue), function switch { "floor" => nameof(SqlValue.Floor), "ceiling" => nameof(SqlValue.Ceiling), _ => nameof(SqlValue.Round) }, null, Expression.Convert(number, typeof(double?))), typeof(double?));

    private static UnaryExpression SecondOfDay(Expression time) => SqlTimeOf(nameof(SqlTime.SecondOfDay), typeof(int?), time, UnderlyingType(time));

    private static UnaryExpression SqlTimeOf(string function, Type result, Expression argument, Type of) =>
        UnderlyingType(argument) == of && typeof(SqlTime).GetMethod(function, [of]) is { } method
            ? Expression.Convert(Expression.Call(method, Expression.Convert(argument, of)), result)
            : throw ReportingRefusal.NotSupported($"A date or time function is not supported on {UnderlyingType(argument).Name}.");

    private static UnaryExpression Integer(int value) => Expression.Convert(Expression.Constant(value), typeof(int?));

    private static UnaryExpression Position(Expression number) => Parameter.ValueOf(number) is < 0
        ? throw ReportingRefusal.Malformed("Positions and lengths of text are not negative.")
        : Expression.Convert(number, typeof(int));

    /// <summary>Characters of a text as the databases count them: code points, where .NET counts a pair of surrogates as two.</summary>
    private static Expression Length(Expression text) => Parameter.ValueOf(text) is string literal
        ? Parameter.Of(literal.EnumerateRunes().Count(), typeof(int))
        : Expression.Property(text, nameof(string.Length));

    /// <summary>Without the conversions that the parser puts around values to give both sides one type: <see cref="Unify"/> does that for the database.</summary>
    private static QueryNode Bare(QueryNode node)
    {
        while (node is ConvertNode convert)
            node = convert.Source;
        return node;
    }

    private static SingleValueNode Bare(SingleValueNode node) => (SingleValueNode)Bare((QueryNode)node);

    private static Expression Literal(object? value, ConstantNode? node)
    {
        var clr = node is null ? ClrValue(value, null) : ClrValue(node);
        return clr is null ? Null : Parameter.Of(clr, clr.GetType());
    }

    private static object? ClrValue(ConstantNode node) => ClrValue(node.Value, node.LiteralText);

    private static object? ClrValue(object? value, string? text) => value switch
    {
        null or string or bool or int or long or Guid => value,
        float.NaN or float.PositiveInfinity or float.NegativeInfinity or double.NaN or double.PositiveInfinity or double.NegativeInfinity =>
            throw ReportingRefusal.NotSupported("INF and NaN are not supported."),
        // The text, for 0.1 as a float is not 0.1 as a double.
        float or double or decimal when text is not null => double.Parse(text.TrimEnd('d', 'D', 'f', 'F', 'm', 'M'), CultureInfo.InvariantCulture),
        float or double or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        byte or sbyte or short => Convert.ToInt32(value, CultureInfo.InvariantCulture),
#pragma warning disable CS0618 // What the parser gives until its next major version, which goes over to DateOnly and TimeOnly.
        Date date => new LocalDate(date.Year, date.Month, date.Day),
        TimeOfDay time => LocalTime.FromTicksSinceMidnight(time.Ticks),
#pragma warning restore CS0618
        DateTimeOffset instant => Instant.FromDateTimeOffset(instant),
        _ => throw ReportingRefusal.NotSupported($"The value '{text ?? value}' is of a type that is not supported."),
    };

    /// <summary>Both sides of a comparison as one type that can be null.</summary>
    private static (Expression Left, Expression Right) Unify(Expression left, Expression right)
    {
        if (IsNull(left))
            return (Expression.Constant(null, Lifted(right).Type), Lifted(right));
        if (IsNull(right))
            return (Lifted(left), Expression.Constant(null, Lifted(left).Type));
        var (of, with) = (UnderlyingType(left), UnderlyingType(right));
        if (of == with)
            return (Lifted(left), Lifted(right));
        if (IsNumber(left) && IsNumber(right))
            return (Expression.Convert(left, Widest(left, right)), Expression.Convert(right, Widest(left, right)));
        return (ToDayOrInstant(left, right), ToDayOrInstant(right, left));
    }

    /// <summary>A day compared with an instant is its midnight in UTC. Offered where one of the two is written as a day, so that both become days or both instants.</summary>
    private static Expression ToDayOrInstant(Expression value, Expression other) => (Parameter.ValueOf(value) ?? UnderlyingType(value), Parameter.ValueOf(other) ?? UnderlyingType(other)) switch
    {
        (LocalDate day, Instant or Type) when UnderlyingType(other) == typeof(Instant) => Lifted(Parameter.Of(Midnight(day), typeof(Instant))),
        (Instant or Type, LocalDate) when UnderlyingType(value) == typeof(Instant) => Lifted(value),
        (Instant at, Type) when UnderlyingType(other) == typeof(LocalDate) && Midnight(at.InUtc().Date) == at => Lifted(Parameter.Of(at.InUtc().Date, typeof(LocalDate))),
        (Type, Instant at) when UnderlyingType(value) == typeof(LocalDate) && Midnight(at.InUtc().Date) == at => Lifted(value),
        _ => throw ReportingRefusal.NotSupported($"Values of type {UnderlyingType(value).Name} and {UnderlyingType(other).Name} can't be compared."),
    };

    private static Instant Midnight(LocalDate day) => day.AtMidnight().InUtc().ToInstant();

    private static Type Widest(Expression left, Expression right) =>
        UnderlyingType(left) == typeof(double) || UnderlyingType(right) == typeof(double) ? typeof(double?) : typeof(long?);

    private static MethodCallExpression Ordinal(Expression text) =>
        Expression.Call(typeof(RelationalDbFunctionsExtensions), nameof(RelationalDbFunctionsExtensions.Collate), [typeof(string)], Expression.Constant(EF.Functions), text, Expression.Constant("C"));

    private static Expression Lifted(Expression value) =>
        value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null ? Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type)) : value;

    private static BinaryExpression MissingOf(Expression value) => Expression.Equal(value, Expression.Constant(null, value.Type));

    private static BinaryExpression PresenceOf(Expression value) => Expression.NotEqual(value, Expression.Constant(null, value.Type));

    private static bool IsNull(Expression value) => value is ConstantExpression { Value: null };

    /// <summary>False for literals, columns that are never null, and what is calculated from nothing else.</summary>
    private static bool MayBeNull(Expression value) => value switch
    {
        _ when IsLiteral(value) || value.Type == typeof(bool) => false,
        MemberExpression { Expression: ParameterExpression } column => !column.Type.IsValueType || Nullable.GetUnderlyingType(column.Type) is not null,
        MemberExpression part => MayBeNull(part.Expression!),
        UnaryExpression converted => MayBeNull(converted.Operand),
        BinaryExpression calculated => MayBeNull(calculated.Left) || MayBeNull(calculated.Right),
        MethodCallExpression { Method.Name: nameof(SqlValue.NullIfZero) } => true,
        MethodCallExpression call => (call.Object is not null && MayBeNull(call.Object)) || call.Arguments.Any(MayBeNull),
        ConstantExpression constant => constant.Value is null,
        _ => true,
    };

    private static bool IsNumber(Expression value) => Type.GetTypeCode(UnderlyingType(value)) is TypeCode.Int32 or TypeCode.Int64 or TypeCode.Double;

    private static Type UnderlyingType(Expression value) => Nullable.GetUnderlyingType(value.Type) ?? value.Type;

    private static ReportingRefusal Unsupported(QueryNode node) => ReportingRefusal.NotSupported($"An expression of kind {node.Kind} is not supported here.");
}

using System.Linq.Expressions;
using Microsoft.OData.Edm;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>What the names of a query mean for one row.</summary>
internal abstract class RowScope
{
    /// <summary>Gives a name to a calculation.</summary>
    /// <exception cref="ReportingRefusal">400: the name is in use.</exception>
    public abstract void Compute(string name, Expression value);

    /// <summary>The value of a property, or of a name that the query gave to a calculation.</summary>
    /// <exception cref="ReportingRefusal">400: no such name.</exception>
    public abstract Expression Value(string name);

    /// <summary>The one row of another set that a navigation property leads to; all its values are null where there is none.</summary>
    public abstract RowScope One(IEdmNavigationProperty navigation);

    /// <summary>The rows of another set that a navigation property leads to, as rows of a query inside the query.</summary>
    public abstract SetScope Many(IEdmNavigationProperty navigation);
}

/// <summary>A row of a set.</summary>
/// <param name="set">The set.</param>
/// <param name="row">The symbol of the row.</param>
/// <param name="stage">The rows it is one of.</param>
/// <param name="open">The rows of a set that the token may see.</param>
/// <param name="optional">True where there may be no such row: it stands on the right of a join.</param>
internal sealed class SetScope(ModelSet set, ParameterExpression row, RowStage stage, Func<ModelSet, Expression> open, bool optional = false) : RowScope
{
    private readonly Dictionary<string, Expression> computed = [];
    private readonly Dictionary<string, RowScope> joined = [];

    /// <summary>The set.</summary>
    public ModelSet Set { get; } = set;

    /// <summary>The rows it is one of.</summary>
    public RowStage Stage { get; } = stage;

    /// <summary>Names that the query gave to calculations, in order.</summary>
    public IEnumerable<string> Computed => computed.Keys;

    /// <summary>The columns that identify the row; null in the first of them is no row.</summary>
    public IEnumerable<Expression> Key => Set.Set.Key.Select(name => Lifted(Expression.Property(row, name)));

    /// <inheritdoc/>
    public override void Compute(string name, Expression value)
    {
        if (Set.Type.FindProperty(name) is not null || !computed.TryAdd(name, value))
            throw ReportingRefusal.Malformed($"The name '{name}' is in use.");
    }

    /// <summary>The same row seen from another stage, where it stands on the right of a join.</summary>
    public SetScope Beside(RowStage other, ParameterExpression symbol) => new(Set, symbol, other, open, optional: true);

    /// <inheritdoc/>
    public override Expression Value(string name)
    {
        if (computed.TryGetValue(name, out var value))
            return value;
        if (!Set.Properties.Any(p => p.Name == name))
            throw ReportingRefusal.Malformed($"{Set.Set.Name} has no property '{name}'.");
        var property = Expression.Property(row, name);
        if (!optional)
            return property;
        // A column is null where there is no row, but what a set calculates of nothing may be something.
        var lifted = Lifted(property);
        var key = Key.First();
        return Set.Set.Key[0] == name ? lifted : Expression.Condition(Expression.Equal(key, Expression.Constant(null, key.Type)), Expression.Constant(null, lifted.Type), lifted);
    }

    /// <inheritdoc/>
    public override RowScope One(IEdmNavigationProperty navigation)
    {
        if (joined.TryGetValue(navigation.Name, out var known))
            return known;
        var relation = Set.Relation(navigation);
        var symbol = Stage.LeftJoin(open(relation.To), relation.To.Set.RowType, Lifted(Value(relation.Own.Name)), relation.Other.Name);
        return joined[navigation.Name] = new SetScope(relation.To, symbol, Stage, open, optional: true);
    }

    /// <inheritdoc/>
    public override SetScope Many(IEdmNavigationProperty navigation)
    {
        var relation = Set.Relation(navigation);
        var rows = new RowStage(open(relation.To), relation.To.Set.RowType);
        rows.Where(Expression.Equal(Lifted(Expression.Property(rows.Root, relation.Other.Name)), Lifted(Value(relation.Own.Name))));
        return new(relation.To, rows.Root, rows, open);
    }

    private static Expression Lifted(Expression value) =>
        value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null ? Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type)) : value;
}

/// <summary>A row that stands for many.</summary>
/// <param name="values">Its values by name; a name over a navigation property is a path, <c>Place/Name</c>.</param>
/// <param name="prefix">Path to the row that names are looked up in.</param>
internal sealed class SummaryScope(Dictionary<string, Expression> values, string prefix = "") : RowScope
{
    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <inheritdoc/>
    public override void Compute(string name, Expression value)
    {
        if (!values.TryAdd(prefix + name, value))
            throw ReportingRefusal.Malformed($"The name '{name}' is in use.");
    }

    /// <inheritdoc/>
    public override Expression Value(string name) =>
        values.GetValueOrDefault(prefix + name) ?? throw ReportingRefusal.Malformed($"After groupby or aggregate there is no '{prefix}{name}'.");

    /// <inheritdoc/>
    public override RowScope One(IEdmNavigationProperty navigation) => new SummaryScope(values, $"{prefix}{navigation.Name}/");

    /// <inheritdoc/>
    public override SetScope Many(IEdmNavigationProperty navigation) => throw ReportingRefusal.Malformed($"After groupby or aggregate there is no '{prefix}{navigation.Name}'.");
}

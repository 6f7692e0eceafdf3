using System.Linq.Expressions;
using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Translates one transformation of <c>$apply</c> (OData Data Aggregation 4.0).</summary>
/// <param name="stage">The rows before it.</param>
/// <param name="scope">What names mean for them.</param>
/// <param name="identity">What identifies each of them.</param>
/// <param name="expressions">Translates expressions over them.</param>
internal sealed class ApplyTranslator(RowStage stage, RowScope scope, IReadOnlyList<Expression> identity, ExpressionTranslator expressions)
{
    /// <summary>The rows after a transformation, what names mean for them, and what identifies each of them.</summary>
    public (RowStage Stage, RowScope Scope, IReadOnlyList<Expression> Identity) Apply(TransformationNode step)
    {
        switch (step)
        {
            case FilterTransformationNode filter:
                stage.Where(expressions.Condition(filter.FilterClause.Expression));
                return (stage, scope, identity);
            case ComputeTransformationNode compute:
                foreach (var item in compute.Expressions)
                    scope.Compute(item.Alias, expressions.Calculated(item.Expression));
                return (stage, scope, identity);
            case AggregateTransformationNode aggregate:
                return Summarise([], [.. aggregate.AggregateExpressions]);
            case GroupByTransformationNode { ChildTransformations: null or AggregateTransformationNode } groupBy:
                var keys = groupBy.GroupingProperties.SelectMany(property => Paths(property, "")).ToList();
                if (keys.Count > ReportingLimits.SummaryKeys)
                    throw ReportingRefusal.TooComplex($"'groupby' may have {ReportingLimits.SummaryKeys} properties.");
                return Summarise(keys, [.. (groupBy.ChildTransformations as AggregateTransformationNode)?.AggregateExpressions ?? []]);
            default:
                throw ReportingRefusal.NotSupported($"A transformation of kind {step.Kind} is not supported here.");
        }
    }

    private static IEnumerable<(string Path, SingleValueNode Value)> Paths(GroupByPropertyNode property, string prefix) => property.Expression is { } value
        ? [(prefix + property.Name, value)]
        : property.ChildTransformations.SelectMany(inner => Paths(inner, $"{prefix}{property.Name}/"));

    private (RowStage Stage, RowScope Scope, IReadOnlyList<Expression> Identity) Summarise(List<(string Path, SingleValueNode Value)> keys, List<AggregateExpressionBase> aggregates)
    {
        var key = new SlotRow();
        var keySlots = keys.ConvertAll(k => key.Add(expressions.Calculated(k.Value)));
        var values = aggregates.ConvertAll(a => a is AggregateExpression aggregate ? ValueOf(aggregate, perhapsNone: keys.Count == 0) : throw ReportingRefusal.NotSupported("Aggregates over navigation properties to many rows are not supported."));

        // A slot of the row of a summary for each name, although two names may stand for one value.
        var row = new SlotRow();
        var slots = new Dictionary<string, string>();
        var summaries = stage.Summarise(keys.Count == 0 ? null : key.Create(), values, (common, calculated) =>
        {
            foreach (var ((path, _), slot) in keys.Zip(keySlots))
                Name(path, SlotRow.Value(common, slot));
            foreach (var (aggregate, value) in aggregates.Zip(calculated))
                Name(aggregate.Alias, value);
            return row.Create();

            void Name(string name, Expression value)
            {
                if (!slots.TryAdd(name, row.Add(value)))
                    throw ReportingRefusal.Malformed($"The name '{name}' is given twice.");
            }
        });

        var counts = aggregates.OfType<AggregateExpression>().Where(a => a.Method is AggregationMethod.VirtualPropertyCount or AggregationMethod.CountDistinct).Select(a => a.Alias).ToHashSet();
        var named = slots.ToDictionary(s => s.Key, Expression (s) => SlotRow.Value(summaries.Root, s.Value));
        // Of no rows at all there is one summary, of nothing.
        if (keys.Count == 0)
        {
            foreach (var name in counts)
                named[name] = Expression.Coalesce(named[name], Expression.Constant(0L, typeof(long?)));
        }

        return (summaries, new SummaryScope(named), keys.Count == 0 ? [.. named.Values.Take(1)] : [.. keys.Select(k => named[k.Path])]);
    }

    private (Expression? Of, Func<SummarisedRows, Expression> Calculate) ValueOf(AggregateExpression aggregate, bool perhapsNone)
    {
        var of = aggregate.Method == AggregationMethod.VirtualPropertyCount ? null : expressions.Calculated((SingleValueNode)aggregate.Expression);
        return (of, rows => expressions.Aggregate(aggregate.Method, rows, perhapsNone));
    }
}

using System.Linq.Expressions;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.OData.UriParser;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Fourth step: turns a plan over the rows that a token may see into LINQ, for any set and any property.</summary>
internal sealed class QueryTranslator(IClock clock)
{
    /// <summary>Translates a plan.</summary>
    /// <param name="plan">What is asked.</param>
    /// <param name="tables">Where the rows are read.</param>
    /// <param name="access">What the token may see: no shape of a query begins anywhere else.</param>
    /// <param name="page">Where the page begins and how long it is; null gives all rows at once.</param>
    /// <exception cref="ReportingRefusal">501 for what has no translation.</exception>
    public TranslatedQuery Translate(ReadSet plan, DbContext tables, ApiAccess access, Page? page)
    {
        var roots = new Dictionary<ModelSet, IQueryable>();
        IQueryable Open(ModelSet set) => roots.TryGetValue(set, out var known) ? known : roots[set] = set.Set.Open(tables, access);
        var translation = new Translation(tables.Database.IsNpgsql(), clock.GetCurrentInstant(), set => Open(set).Expression);
        var source = translation.Follow(plan);
        var provider = Open(plan.From).Provider;
        return translation.Rows(source, plan, page, tables, provider);
    }

    /// <summary>The translation of one request.</summary>
    private sealed class Translation(bool postgres, Instant now, Func<ModelSet, Expression> open)
    {
        public SetScope Follow(ReadSet plan)
        {
            var at = Begin(plan.From);
            foreach (var step in plan.Steps)
            {
                if (step.Key is not null)
                {
                    foreach (var (name, value) in step.Key)
                        at.Stage.Where(For(at).Identity(name, value));
                }

                if (step.Along is { } along)
                    at = Along(at, along);
            }

            return at;
        }

        public TranslatedQuery Rows(SetScope source, ReadSet plan, Page? page, DbContext tables, IQueryProvider provider)
        {
            var (stage, scope, identity) = Transform(source, plan.Rows);
            Narrow(stage, scope, plan.Rows);
            var matching = provider.CreateQuery(stage.Rows);

            var order = SortKeys(scope, plan.Rows.OrderBy);
            var isPaged = page is not null || plan.Rows.Top is not null || plan.Rows.Skip is not null;
            // Pages are only pages in a total order: the key decides where the asked order leaves a tie. So are rows that are told apart by their key.
            if (isPaged || plan.Rows.Expanded.Any(e => e.LeadsToMany))
                order = [.. order, .. identity.Select(value => new SortKey(value, Descending: false))];
            if (page?.After is { } after)
                stage.Where(For(scope).After(order, after.ValuesAs([.. order.Select(o => TypeOf(o.Value))])));

            stage.OrderBy(order.SelectMany(For(scope).Sorted));
            if (plan.Rows.Skip is { } skip)
                stage.Skip(skip);
            // One more than the page holds tells whether there is another.
            if (Smaller(page?.After is { } earlier ? earlier.Left : plan.Rows.Top, page?.Rows + 1) is { } take)
                stage.Take(take);

            var slots = new SlotRow();
            var parts = plan.Property is { } property ? [new AnswerValue("value", property.Type, slots.Add(scope.Value(property.Name)))]
                : scope is SetScope set ? Parts(set, plan.Rows, slots, order, [.. set.Key])
                : SummaryParts((SummaryScope)scope, plan.Rows, slots);
            IEnumerable<Expression> placed = page is not null ? order.Select(o => o.Value) : plan.Property is not null ? identity : [];
            List<AnswerValue> ordered = [.. placed.Select(value => new AnswerValue("", TypeOf(value), slots.Add(value)))];
            return new(tables, matching, provider.CreateQuery(stage.Select(slots.Create()).Rows), new("", parts), ordered);
        }

        private SetScope Begin(ModelSet set)
        {
            var rows = new RowStage(open(set), set.Set.RowType);
            return new(set, rows.Root, rows, open);
        }

        private SetScope Along(SetScope from, Relation along)
        {
            var to = Begin(along.To);
            var own = from.Stage.Select(from.Value(along.Own.Name));
            var contains = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [own.Root.Type], own.Rows, Lifted(to.Value(along.Other.Name), own.Root.Type));
            to.Stage.Where(contains);
            return to;
        }

        private ExpressionTranslator For(RowScope scope) => new(scope, postgres, now);

        /// <summary>The rows after <c>$apply</c>, and what identifies each of them.</summary>
        private (RowStage Stage, RowScope Scope, IReadOnlyList<Expression> Identity) Transform(SetScope source, RowsPlan plan)
        {
            var (stage, scope, identity) = (source.Stage, (RowScope)source, (IReadOnlyList<Expression>)[.. source.Set.Set.Key.Select(source.Value)]);
            foreach (var step in plan.Apply)
                (stage, scope, identity) = new ApplyTranslator(stage, scope, identity, For(scope)).Apply(step);
            return (stage, scope, identity);
        }

        private void Narrow(RowStage stage, RowScope scope, RowsPlan plan)
        {
            foreach (var item in plan.Compute)
                scope.Compute(item.Alias, For(scope).Calculated(item.Expression));
            if (plan.Search is { } search)
            {
                if (scope is not SetScope { Set: var set })
                    throw ReportingRefusal.NotSupported("$search after groupby or aggregate is not supported.");
                stage.Where(For(scope).Found(search, [.. set.Properties.Where(p => p.Type == typeof(string)).Select(p => scope.Value(p.Name))]));
            }

            if (plan.Filter is { } filter)
                stage.Where(For(scope).Condition(filter));
        }

        private IReadOnlyList<SortKey> SortKeys(RowScope scope, IReadOnlyList<OrderByClause> clauses) =>
            [.. clauses.Select(c => new SortKey(For(scope).Calculated(c.Expression), c.Direction == OrderByDirection.Descending)).Where(k => k.Value is not ConstantExpression { Value: null })];

        /// <summary>What is given of a row of a set: its columns, what was calculated, and rows of other sets.</summary>
        /// <param name="scope">The row: the answer's, or one within it.</param>
        /// <param name="plan">What is asked of it.</param>
        /// <param name="slots">Takes the columns.</param>
        /// <param name="order">The order of the rows around it.</param>
        /// <param name="row">What identifies the answer's row, or the one of the many that it is within.</param>
        private List<AnswerPart> Parts(SetScope scope, RowsPlan plan, SlotRow slots, IReadOnlyList<SortKey> order, IReadOnlyList<Expression> row)
        {
            var parts = new List<AnswerPart>();
            foreach (var property in scope.Set.Properties.Where(p => plan.Selected?.Contains(p.Name) != false))
                parts.Add(new AnswerValue(property.Name, property.Type, slots.Add(scope.Value(property.Name))));
            foreach (var name in scope.Computed.Where(c => plan.Selected?.Contains(c) != false))
                parts.Add(Calculated(name, scope.Value(name), slots));
            foreach (var expansion in plan.Expanded)
                parts.Add(expansion.Along.IsMany ? Many(scope, expansion, slots, order, row) : One(scope, expansion, slots, order, row));
            return parts;
        }

        private AnswerObject One(SetScope scope, Expansion expansion, SlotRow slots, IReadOnlyList<SortKey> order, IReadOnlyList<Expression> row)
        {
            var other = (SetScope)scope.One(expansion.Along.Navigation);
            Narrow(other.Stage, other, expansion.Rows);
            return new(expansion.Along.Navigation.Name, Parts(other, expansion.Rows, slots, order, row), slots.Add(other.Key.First()));
        }

        private AnswerRows Many(SetScope scope, Expansion expansion, SlotRow slots, IReadOnlyList<SortKey> order, IReadOnlyList<Expression> row)
        {
            var inner = scope.Many(expansion.Along.Navigation);
            Narrow(inner.Stage, inner, expansion.Rows);
            var count = expansion.Rows.WithCount ? slots.Add(Expression.Call(typeof(Queryable), nameof(Queryable.LongCount), [inner.Stage.Root.Type], inner.Stage.RootRows)) : null;
            IReadOnlyList<SortKey> Keys(SetScope rows) => [.. SortKeys(rows, expansion.Rows.OrderBy), .. rows.Set.Set.Key.Select(k => new SortKey(rows.Value(k), Descending: false))];
            if (expansion.Rows.Top is not null || expansion.Rows.Skip is not null)
                inner.Stage.OrderBy(Keys(inner).SelectMany(For(inner).Sorted));
            if (expansion.Rows.Skip is { } skip)
                inner.Stage.Skip(skip);
            if (expansion.Rows.Top is { } top)
                inner.Stage.Take(top);

            var parent = row.Select(slots.Add).ToList();
            var outer = scope.Stage;
            var item = inner.Beside(outer, outer.LeftJoinMany(inner.Stage.RootRows, inner.Stage.Root.Type));
            foreach (var calculation in expansion.Rows.Compute)
                item.Compute(calculation.Alias, For(item).Calculated(calculation.Expression));
            IReadOnlyList<SortKey> within = [.. order, .. Keys(item)];
            var parts = Parts(item, expansion.Rows, slots, within, [.. item.Key]);
            if (!expansion.Rows.Expanded.Any(e => e.LeadsToMany))
                outer.OrderBy(within.SelectMany(For(item).Sorted));
            return new(expansion.Along.Navigation.Name, new("", parts, slots.Add(item.Key.First())), parent, count);
        }

        /// <summary>What is given of a row that stands for many: names with a path become rows within the row.</summary>
        private static List<AnswerPart> SummaryParts(SummaryScope scope, RowsPlan plan, SlotRow slots) => Nested(
            [
                .. from name in scope.Names
                   let path = name.Split('/')
                   where plan.Selected?.Contains(path[0]) != false
                   select (path, Calculated("", scope.Value(name), slots) with { IsDeclared = path.Length > 1 || plan.Of.Type.FindProperty(name) is not null }),
            ],
            0);

        private static List<AnswerPart> Nested(IReadOnlyList<(string[] Path, AnswerValue Value)> values, int level) =>
            [.. values.GroupBy(v => v.Path[level]).Select(AnswerPart (same) => same.First().Path.Length == level + 1
                ? same.First().Value with { Name = same.Key }
                : new AnswerObject(same.Key, Nested([.. same], level + 1)))];

        private static AnswerValue Calculated(string name, Expression value, SlotRow slots) => new(name, TypeOf(value), slots.Add(value), IsDeclared: false);

        private static Type TypeOf(Expression value) => Nullable.GetUnderlyingType(value.Type) ?? value.Type;

        private static long? Smaller(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);

        private static Expression Lifted(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);
    }
}

/// <summary>A page of an answer.</summary>
/// <param name="Rows">Most rows it may have.</param>
/// <param name="After">Where it begins; null for the first page.</param>
internal sealed record Page(long Rows, SkipToken? After);

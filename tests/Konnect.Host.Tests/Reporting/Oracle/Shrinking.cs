namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>Makes failing queries smaller, one part after the other, for as long as they fail.</summary>
internal static class Shrinking
{
    private const int Attempts = 400;

    /// <summary>The smallest query found that fails as well.</summary>
    public static async Task<Query> SmallestAsync(Query query, Func<Query, Task<bool>> fails)
    {
        var attempts = 0;
        for (var again = true; again;)
        {
            again = false;
            foreach (var smaller in Smaller(query))
            {
                if (++attempts > Attempts)
                    return query;
                if (!await fails(smaller))
                    continue;
                (query, again) = (smaller, true);
                break;
            }
        }

        return query;
    }

    private static IEnumerable<Query> Smaller(Query query) => Smaller(query.Options).Select(o => query with { Options = o });

    private static IEnumerable<Options> Smaller(Options options)
    {
        if (options.Filter is not null)
            yield return options with { Filter = null };
        if (options.OrderBy.Count > 0)
            yield return options with { OrderBy = [] };
        if (options.Skip is not null)
            yield return options with { Skip = null };
        if (options.Top is not null)
            yield return options with { Top = null };
        if (options.Count is not null)
            yield return options with { Count = null };
        if (options.Select.Count > 0)
            yield return options with { Select = [] };
        if (options.Search is not null)
            yield return options with { Search = null };
        foreach (var fewer in Without(options.Expand))
            yield return options with { Expand = fewer };
        foreach (var fewer in Without(options.Apply))
            yield return options with { Apply = fewer };
        foreach (var fewer in Without(options.Compute))
            yield return options with { Compute = fewer };
        foreach (var fewer in Without(options.OrderBy))
            yield return options with { OrderBy = fewer };
        foreach (var fewer in Without(options.Select))
            yield return options with { Select = fewer };
        foreach (var smaller in options.Search switch { Found found => [found.Left, found.Right], Lacks lacks => new[] { lacks.Operand }, _ => [] })
            yield return options with { Search = smaller };
        foreach (var smaller in Each(options.Expand, e => Smaller(e.Options).Select(o => e with { Options = o })))
            yield return options with { Expand = smaller };
        foreach (var smaller in Each(options.Apply, Smaller))
            yield return options with { Apply = smaller };
        foreach (var smaller in Each(options.Compute, c => Smaller(c.Value).Select(v => c with { Value = v })))
            yield return options with { Compute = smaller };
        foreach (var smaller in Each(options.OrderBy, k => Smaller(k.Value).Select(v => k with { Value = v }).Concat(k.Descending ? [k with { Descending = false }] : [])))
            yield return options with { OrderBy = smaller };
        foreach (var smaller in options.Filter is null ? [] : Smaller(options.Filter))
            yield return options with { Filter = smaller };
    }

    private static IEnumerable<Step> Smaller(Step step) => step switch
    {
        FilterStep filter => Smaller(filter.Condition).Select(c => new FilterStep(c)),
        ComputeStep compute => Without(compute.Columns).Where(c => c.Count > 0).Concat(Each(compute.Columns, c => Smaller(c.Value).Select(v => c with { Value = v }))).Select(c => new ComputeStep(c)),
        GroupStep group =>
        [
            .. Without(group.Keys).Where(k => k.Count > 0).Select(k => group with { Keys = k }),
            .. Without(group.Aggregates).Where(a => group.Keys.Count > 0 || a.Count > 0).Select(a => group with { Aggregates = a }),
            .. Each(group.Aggregates, a => a.Value is null ? [] : Smaller(a.Value).Select(v => a with { Value = v })).Select(a => group with { Aggregates = a }),
        ],
        _ => [],
    };

    /// <summary>A part of the same kind in the place of the whole, a list that is shorter, or the whole with a smaller part.</summary>
    private static IEnumerable<Expr> Smaller(Expr expression)
    {
        if (expression is Quantifier { Condition: { } condition } quantifier)
            return Smaller(condition).Select(c => quantifier with { Condition = c }).Prepend(quantifier with { Condition = null });
        IEnumerable<Expr> smaller = expression.All().Skip(1).Where(p => p.Kind == expression.Kind && p is not Field { Of: not (null or "$it") }).Take(8);
        if (expression is OneOf list)
            smaller = smaller.Concat(Without(list.Values).Where(v => v.Count > 0).Select(v => list with { Values = v }));
        if (expression is Alias alias)
            smaller = smaller.Append(alias.Value);
        if (expression is Field { Of: "$it" } field)
            smaller = smaller.Append(field with { Of = null });
        return smaller.Concat(Each(expression.Parts, Smaller).Select(expression.With));
    }

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T> items) => items.Select((_, i) => (IReadOnlyList<T>)[.. items.Take(i), .. items.Skip(i + 1)]);

    private static IEnumerable<IReadOnlyList<T>> Each<T>(IReadOnlyList<T> items, Func<T, IEnumerable<T>> smaller) =>
        items.SelectMany((item, i) => smaller(item).Select(s => (IReadOnlyList<T>)[.. items.Take(i), s, .. items.Skip(i + 1)]));
}

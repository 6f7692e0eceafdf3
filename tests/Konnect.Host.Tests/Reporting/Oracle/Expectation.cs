using System.Globalization;

namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>What the standard says a query gives.</summary>
/// <param name="Status">200, 204 for a value that is null, or 404 for a row that is not there.</param>
/// <param name="Text">The whole body of a count or of a <c>$value</c>, or the one row or value in canonical form.</param>
/// <param name="Groups">The rows in canonical form, before <c>$skip</c> and <c>$top</c>; between rows of one group the order is free.</param>
/// <param name="Skip">Rows left out.</param>
/// <param name="Length">Rows given.</param>
/// <param name="Count">The number beside the rows.</param>
internal sealed record Expectation(int Status, string? Text = null, IReadOnlyList<IReadOnlyList<string>>? Groups = null, int Skip = 0, int Length = 0, long? Count = null)
{
    /// <summary>The first thing that is wrong with rows that were given, or null.</summary>
    public string? Fault(IReadOnlyList<string> given)
    {
        if (given.Count != Length)
            return $"{given.Count} rows instead of {Length}";
        var at = 0;
        foreach (var group in Groups!)
        {
            var (from, to) = (Math.Clamp(at - Skip, 0, Length), Math.Clamp(at + group.Count - Skip, 0, Length));
            at += group.Count;
            var left = group.ToList();
            for (var i = from; i < to; i++)
            {
                if (!left.Remove(given[i]))
                    return $"row {i} is {given[i]}";
            }
        }

        return null;
    }

    public override string ToString() => Text ?? (Groups is null ? $"status {Status}" : $"{Length} rows after {Skip} of:\n{string.Join('\n', Groups.SelectMany(g => g.Select((row, i) => (i == 0 ? "" : "  or ") + row)).Take(12))}");
}

/// <summary>Answers queries in memory, in the order of the standard: apply, search, compute, filter, count, orderby, skip, top, expand, select.</summary>
internal static class Oracle
{
    public static Expectation Answer(Query query)
    {
        var set = Specimen.Set(query.Set);
        if (query.Key is { } key)
        {
            if (set.Rows.SingleOrDefault(r => key.All(k => Equals(r.Values[k.Key], k.Value))) is not { } row)
                return new(404);
            return query.Shape switch
            {
                Shape.Row => new(200, Project(row, query.Options)),
                _ when row.Values[query.Property!] is not { } value => new(204),
                Shape.Value => new(200, Canonical.Plain(row.Values[query.Property!]!)),
                _ => new(200, Canonical.Value(row.Values[query.Property!])),
            };
        }

        var rows = Matching(set.Rows, query.Options);
        if (query.Shape == Shape.Count)
            return new(200, rows.Count.ToString(CultureInfo.InvariantCulture));
        var groups = Sorted(rows, query.Options.OrderBy).Select(g => (IReadOnlyList<string>)[.. g.Select(r => Project(r, query.Options))]).ToList();
        var skip = (int)Math.Min(query.Options.Skip ?? 0, rows.Count);
        var length = (int)Math.Min(query.Options.Top ?? int.MaxValue, rows.Count - skip);
        return new(200, null, groups, skip, length, query.Options.Count == true ? rows.Count : null);
    }

    private static List<Row> Matching(IEnumerable<Row> rows, Options options)
    {
        var matching = options.Apply.Aggregate(rows, (given, step) => Applied([.. given], step));
        if (options.Search is { } search)
            matching = matching.Where(r => IsFound(search, r));
        matching = WithColumns(matching, options.Compute);
        // All at once: what can't be determined for any row must be found before anything else is decided.
        return [.. matching.ToList().Select(r => (Row: r, Holds: options.Filter is null || Evaluation.IsTrue(options.Filter, r))).ToList().Where(r => r.Holds).Select(r => r.Row)];
    }

    private static IEnumerable<Row> Applied(List<Row> rows, Step step) => step switch
    {
        FilterStep filter => rows.Where(r => Evaluation.IsTrue(filter.Condition, r)).ToList(),
        ComputeStep compute => WithColumns(rows, compute.Columns),
        GroupStep { Keys: [] } whole => [new Row(null, Aggregated(rows, whole.Aggregates))],
        GroupStep group => rows.GroupBy(r => string.Join('|', group.Keys.Select(k => Canonical.Value(Evaluation.ValueAt(r, k.Name))))).Select(g =>
            new Row(null, group.Keys.ToDictionary(k => k.Name, k => Evaluation.ValueAt(g.First(), k.Name))).With(Aggregated([.. g], group.Aggregates))),
        _ => throw new NotSupportedException(),
    };

    private static IEnumerable<Row> WithColumns(IEnumerable<Row> rows, IReadOnlyList<Computed> columns) =>
        columns.Count == 0 ? rows : rows.Select(r => columns.Aggregate(r, (row, column) => row.With([KeyValuePair.Create(column.Name, Evaluation.Of(column.Value, new(row)))])));

    private static Dictionary<string, object?> Aggregated(List<Row> rows, IReadOnlyList<Aggregate> aggregates) => aggregates.ToDictionary(a => a.Name, a =>
    {
        if (a.Value is null)
            return (long)rows.Count;
        var values = rows.Select(r => Evaluation.Of(a.Value, new(r))).OfType<object>().ToList();
        return a.Method switch
        {
            "countdistinct" => (long)values.Select(Canonical.Value).Distinct().Count(),
            _ when values.Count == 0 => null,
            "sum" when a.Value.Kind == Kind.Int => Whole(values.Sum(v => (decimal)(long)v)),
            "sum" => Evaluation.Measured(values.Sum(v => Convert.ToDouble(v, CultureInfo.InvariantCulture))),
            "average" => Evaluation.Measured(values.Average(v => Convert.ToDouble(v, CultureInfo.InvariantCulture))),
            "min" => values.Aggregate((x, y) => Evaluation.Order(x, y) <= 0 ? x : y),
            "max" => values.Aggregate((x, y) => Evaluation.Order(x, y) >= 0 ? x : y),
            _ => (object?)null,
        };
    });

    private static long Whole(decimal sum) => sum is >= long.MinValue and <= long.MaxValue ? (long)sum : throw new UndeterminedException("A sum beyond 64 bits.");

    private static bool IsFound(Search search, Row row) => search switch
    {
        Term term => row.Values.Values.OfType<string>().Any(t => Lower(t).Contains(Lower(term.Text), StringComparison.Ordinal)),
        Lacks lacks => !IsFound(lacks.Operand, row),
        Found { Both: true } both => IsFound(both.Left, row) && IsFound(both.Right, row),
        Found either => IsFound(either.Left, row) || IsFound(either.Right, row),
        _ => throw new NotSupportedException(),
    };

    private static string Lower(string text) => string.Concat(text.Select(c => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c));

    /// <summary>The rows in order, those between which the order is free together.</summary>
    private static List<List<Row>> Sorted(List<Row> rows, IReadOnlyList<SortKey> keys)
    {
        var groups = new List<List<Row>>();
        if (rows.Count == 0)
            return groups;
        var keyed = rows.Select(r => (Row: r, Keys: keys.Select(k => Evaluation.Of(k.Value, new(r))).ToArray())).ToList();
        keyed.Sort((x, y) => Compare(x.Keys, y.Keys));
        for (var i = 0; i < keyed.Count; i++)
        {
            if (i == 0 || Compare(keyed[i - 1].Keys, keyed[i].Keys) != 0)
                groups.Add([]);
            groups[^1].Add(keyed[i].Row);
        }

        return groups;

        int Compare(object?[] x, object?[] y)
        {
            for (var i = 0; i < keys.Count; i++)
            {
                if (Evaluation.SortOrder(x[i], y[i]) is not 0 and var order)
                    return keys[i].Descending ? -order : order;
            }

            return 0;
        }
    }

    private static string Project(Row row, Options options)
    {
        var columns = row.Values.Where(v => options.Select.Count == 0 || options.Select.Contains("*") || options.Select.Contains(v.Key)).Select(v => KeyValuePair.Create(v.Key, Canonical.Value(v.Value))).ToList();
        foreach (var expand in options.Expand)
        {
            var rows = Matching(Specimen.Related(row, row.Of!.Navigations.Single(n => n.Name == expand.Navigation)), expand.Options);
            if (!expand.Many)
            {
                columns.Add(new(expand.Navigation, rows.Count == 0 ? "null" : Project(rows[0], expand.Options)));
                continue;
            }

            if (expand.Options.Count == true)
                columns.Add(new($"{expand.Navigation}@odata.count", Canonical.Value((long)rows.Count)));
            var sorted = Sorted(rows, expand.Options.OrderBy).SelectMany(g => g).Skip((int)(expand.Options.Skip ?? 0)).Take((int)(expand.Options.Top ?? int.MaxValue));
            columns.Add(new(expand.Navigation, Canonical.List(sorted.Select(r => Project(r, expand.Options)), expand.Options.OrderBy.Count > 0)));
        }

        return Nested(columns);
    }

    /// <summary>Columns named by a path stand inside the object that the path leads through.</summary>
    private static string Nested(IEnumerable<KeyValuePair<string, string>> columns) => Canonical.Object(columns.GroupBy(c => c.Key.Split('/')[0]).Select(g =>
        KeyValuePair.Create(g.Key, g.First().Key == g.Key ? g.First().Value : Nested(g.Select(c => KeyValuePair.Create(c.Key[(g.Key.Length + 1)..], c.Value))))));
}

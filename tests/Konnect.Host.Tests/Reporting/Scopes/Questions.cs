using System.Globalization;
using System.Text.Json;

namespace Konnect.Host.Tests.Reporting.Scopes;

/// <summary>Everything that can be asked of a set, in every shape of address and option, with the answers that a token must get.</summary>
internal sealed class Questions(Sight sight, IReadOnlyList<string> locations)
{
    /// <summary>Rows of each side that are asked for one by one.</summary>
    private const int Samples = 3;

    public IEnumerable<Question> Of(SeenSet set) => [.. Whole(set), .. Each(set), .. set.Ways.SelectMany(w => w.Many ? ToMany(set, w) : ToOne(set, w))];

    /// <summary>The set itself: rows, numbers, conditions, summaries and searches.</summary>
    private IEnumerable<Question> Whole(SeenSet set)
    {
        var (name, rows) = (set.Name, set.Rows);
        yield return Question.Rows(name, rows.Select(r => r.Text(set.Columns)));
        yield return Question.Number($"{name}/$count", rows.Count);
        yield return new($"{name}?$count=true&$top=0", 200, $"{rows.Count} []");
        yield return new($"{name}?$apply=aggregate($count as N)", 200, $"[{{N: {rows.Count}}}]");
        yield return Question.Rows($"{name}?$filter=not false or {set.Key[0]} eq null&$select={Keys(set)}", rows.Select(r => r.Text(set.Key)));
        yield return Question.Rows($"{name}?$apply=groupby(({Keys(set)}))", rows.Select(r => r.Text(set.Key)));
        yield return Question.Rows($"{name}?$compute={set.Telling} as X&$select=X", rows.Select(r => $"{{X: {r.Value(set.Telling)}}}"));
        yield return Question.Rows($"{name}?$orderby={set.Telling} desc&$select={set.Telling}", rows.OrderByDescending(r => r.Of(set.Telling), StringComparer.Ordinal).Select(r => r.Text([set.Telling])), ordered: true);
        yield return Question.Rows($"{name}?$skip=0&$top=100000&$select={Keys(set)}", rows.Select(r => r.Text(set.Key)));
        if (set.Belongs.Location is { } location)
        {
            yield return Question.Rows($"{name}?$apply=groupby(({location}),aggregate($count as N))", rows.GroupBy(r => r.Of(location)).Select(g => g.First().Text([location], ("N", Text(g.Count())))));
            yield return new($"{name}?$apply=aggregate({location} with countdistinct as N)", 200, $"[{{N: {rows.Select(r => r.Of(location)).Distinct().Count()}}}]");
            foreach (var code in locations)
                yield return Question.Number($"{name}/$count?$filter={location} eq '{code}' or startswith({location},'{code}')", rows.Count(r => r.Of(location) == code));
        }

        if (set.Belongs.From is { } day)
        {
            foreach (var date in set.Hidden.Concat(rows).Select(r => r.Of(day)!).Distinct().Take(Samples))
                yield return Question.Number($"{name}/$count?$filter={day} eq {date}", rows.Count(r => r.Of(day) == date));
            yield return new($"{name}?$apply=aggregate({day} with min as A,{day} with max as B)", 200, $"[{{A: {Quoted(rows.Min(r => r.Of(day)))}, B: {Quoted(rows.Max(r => r.Of(day)))}}}]");
        }

        foreach (var word in set.Hidden.Concat(rows).SelectMany(r => set.Texts.Select(r.Of)).Where(IsPhrase).Distinct().Take(2 * Samples))
        {
            var found = rows.Where(r => set.Texts.Any(t => r.Of(t)?.Contains(word!, StringComparison.OrdinalIgnoreCase) == true));
            yield return Question.Rows($"{name}?$search={Uri.EscapeDataString($"\"{word}\"")}&$select={Keys(set)}", found.Select(r => r.Text(set.Key)));
        }
    }

    /// <summary>Single rows by their key, their values, and the rows behind them; for hidden rows all of it does not exist.</summary>
    private IEnumerable<Question> Each(SeenSet set)
    {
        foreach (var row in set.Rows.Take(Samples))
        {
            var address = set.AddressOf(row);
            yield return new(address, 200, row.Text(set.Columns));
            foreach (var column in row == set.Rows[0] ? set.Columns : [set.Telling])
                yield return row.Of(column) is null ? new($"{address}/{column}", 204, "") : new($"{address}/{column}", 200, $"{{value: {row.Value(column)}}}");
            yield return new($"{address}/{set.Key[0]}/$value", 200, row.Of(set.Key[0])!);
            foreach (var way in set.Ways)
            {
                var to = sight.Set(way.To);
                var there = sight.At(row, way);
                if (way.Many)
                {
                    yield return Question.Rows($"{address}/{way.Name}", there.Select(r => r.Text(to.Columns)));
                    yield return Question.Number($"{address}/{way.Name}/$count", there.Count);
                }
                else
                {
                    yield return there.Count == 0 ? new($"{address}/{way.Name}", 204, "") : new($"{address}/{way.Name}", 200, there[0].Text(to.Columns));
                    yield return there.Count == 0 ? new($"{address}/{way.Name}/{to.Key[0]}", 204, "") : new($"{address}/{way.Name}/{to.Key[0]}/$value", 200, there[0].Of(to.Key[0])!);
                }
            }
        }

        foreach (var address in set.Hidden.Take(Samples).Select(set.AddressOf))
        {
            yield return Question.NotFound(address);
            yield return Question.NotFound($"{address}/{set.Telling}");
            yield return Question.NotFound($"{address}/{set.Telling}/$value");
            foreach (var way in set.Ways)
            {
                yield return Question.NotFound($"{address}/{way.Name}");
                yield return Question.NotFound($"{address}/{way.Name}/{(way.Many ? "$count" : sight.Set(way.To).Telling)}");
            }
        }
    }

    /// <summary>Through a way to one row: where that row is hidden it is as if there were none.</summary>
    private IEnumerable<Question> ToOne(SeenSet set, Way way)
    {
        var (name, to) = (set.Name, sight.Set(way.To));
        var path = $"{way.Name}/{to.Telling}";
        var seen = set.Rows.Select(row => (Row: row, Target: sight.At(row, way).SingleOrDefault())).ToList();
        string Telling(SeenRow? target) => target?.Value(to.Telling) ?? "null";
        yield return Question.Rows($"{name}?$expand={way.Name}&$select={Keys(set)}", seen.Select(s => s.Row.Text(set.Key, (way.Name, s.Target?.Text(to.Columns) ?? "null"))));
        yield return Question.Rows($"{name}?$filter={path} eq null&$select={Keys(set)}", seen.Where(s => s.Target?.Of(to.Telling) is null).Select(s => s.Row.Text(set.Key)));
        yield return Question.Number($"{name}/$count?$filter={path} ne null", seen.Count(s => s.Target?.Of(to.Telling) is not null));
        yield return Question.Rows($"{name}?$compute={path} as X&$select=X&$orderby=X desc", seen.OrderByDescending(s => s.Target?.Of(to.Telling), StringComparer.Ordinal).Select(s => $"{{X: {Telling(s.Target)}}}"), ordered: true);
        yield return Question.Rows($"{name}?$apply=groupby(({path}),aggregate($count as N))", seen.GroupBy(s => Telling(s.Target)).Select(g => Object(("N", Text(g.Count())), (way.Name, Object((to.Telling, g.Key))))));
        var values = seen.Select(s => s.Target?.Of(to.Telling)).OfType<string>().ToList();
        yield return new($"{name}?$apply=aggregate({path} with countdistinct as C,{path} with max as M)", 200, $"[{{C: {values.Distinct().Count()}, M: {Quoted(values.Max(StringComparer.Ordinal))}}}]");
        foreach (var value in to.Hidden.Concat(to.Rows).Select(r => r.Of(to.Telling)).OfType<string>().Distinct().Take(Samples))
        {
            var condition = $"{path} eq {Uri.EscapeDataString(to.Literal(to.Telling, value))}";
            yield return Question.Number($"{name}/$count?$filter={condition}", values.Count(v => v == value));
            yield return new($"{name}?$apply=filter({condition})/aggregate($count as N)", 200, $"[{{N: {values.Count(v => v == value)}}}]");
        }

        foreach (var back in to.Ways.Where(w => w.Many))
        {
            var end = sight.Set(back.To);
            yield return Question.Rows(
                $"{name}?$expand={way.Name}($select={to.Key[0]};$expand={back.Name}($select={Keys(end)}))&$select={Keys(set)}",
                seen.Select(s => s.Row.Text(set.Key, (way.Name, s.Target?.Text([to.Key[0]], (back.Name, List(sight.At(s.Target, back).Select(r => r.Text(end.Key))))) ?? "null"))));
            yield return Question.Number($"{name}/$count?$filter={way.Name}/{back.Name}/any()", seen.Count(s => s.Target is not null && sight.At(s.Target, back).Count > 0));
        }
    }

    /// <summary>Through a way to many rows: the hidden ones among them are not counted, met, given or summed up.</summary>
    private IEnumerable<Question> ToMany(SeenSet set, Way way)
    {
        var (name, to) = (set.Name, sight.Set(way.To));
        var seen = set.Rows.Select(row => (Row: row, There: sight.At(row, way))).ToList();
        Question Met(string condition, Func<IReadOnlyList<SeenRow>, bool> holds) => Question.Rows($"{name}?$filter={condition}&$select={Keys(set)}", seen.Where(s => holds(s.There)).Select(s => s.Row.Text(set.Key)));
        yield return Question.Rows(
            $"{name}?$expand={way.Name}($count=true;$select={Keys(to)})&$select={Keys(set)}",
            seen.Select(s => s.Row.Text(set.Key, ($"{way.Name}@odata.count", Text(s.There.Count)), (way.Name, List(s.There.Select(r => r.Text(to.Key)))))));
        yield return Question.Rows($"{name}?$expand={way.Name}($top=1;$select={to.Key[0]})&$select={Keys(set)}&$filter=not {way.Name}/any()", seen.Where(s => s.There.Count == 0).Select(s => s.Row.Text(set.Key, (way.Name, "[]"))));
        yield return Met($"{way.Name}/any()", there => there.Count > 0);
        yield return Met($"{way.Name}/$count gt 0", there => there.Count > 0);
        yield return Question.Rows($"{name}?$compute={way.Name}/$count as N&$select={Keys(set)},N", seen.Select(s => s.Row.Text(set.Key, ("N", Text(s.There.Count)))));
        yield return Question.Rows($"{name}?$orderby={way.Name}/$count desc&$compute={way.Name}/$count as N&$select=N", seen.OrderByDescending(s => s.There.Count).Select(s => $"{{N: {s.There.Count}}}"), ordered: true);
        yield return new($"{name}?$apply=compute({way.Name}/$count as N)/aggregate(N with sum as S)", 200, $"[{{S: {(seen.Count == 0 ? "null" : Text(seen.Sum(s => s.There.Count)))}}}]");
        foreach (var code in locations.Where(_ => to.Belongs.Location is not null))
        {
            yield return Met($"{way.Name}/any(x:x/{to.Belongs.Location} eq '{code}')", there => there.Any(r => r.Of(to.Belongs.Location!) == code));
            yield return Met($"{way.Name}/all(x:x/{to.Belongs.Location} eq '{code}')", there => there.All(r => r.Of(to.Belongs.Location!) == code));
        }

        foreach (var date in to.Hidden.Concat(to.Rows).Where(_ => to.Belongs.From is not null).Select(r => r.Of(to.Belongs.From!)!).Distinct().Take(Samples))
            yield return Met($"{way.Name}/any(x:x/{to.Belongs.From} eq {date})", there => there.Any(r => r.Of(to.Belongs.From!) == date));
        foreach (var on in to.Ways.Where(w => !w.Many))
        {
            var end = sight.Set(on.To);
            foreach (var value in end.Hidden.Concat(end.Rows).Select(r => r.Of(end.Telling)).OfType<string>().Distinct().Take(2))
                yield return Met($"{way.Name}/any(x:x/{on.Name}/{end.Telling} eq {Uri.EscapeDataString(end.Literal(end.Telling, value))})", there => there.Any(r => sight.At(r, on).Any(e => e.Of(end.Telling) == value)));
        }
    }

    private static bool IsPhrase(string? text) => text is { Length: > 0 } && !text.AsSpan().ContainsAny("\"\\\n");

    private static string Keys(SeenSet set) => string.Join(',', set.Key);

    private static string List(IEnumerable<string> rows) => Oracle.Canonical.List(rows, ordered: false);

    private static string Object(params (string Name, string Value)[] values) => Oracle.Canonical.Object(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

    private static string Quoted(string? text) => text is null ? "null" : $"\"{text}\"";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using NodaTime;

namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>Writes queries as addresses: the plain way without a source of chance, in all the ways the standard allows with one.</summary>
internal sealed class Spelling(Random? random = null)
{
    private readonly SortedDictionary<string, string> aliases = new(StringComparer.Ordinal);

    /// <summary>The address below the service root.</summary>
    public static string Address(Query query, Random? random = null) => Address(Path(query), new Spelling(random).OptionsOf(query), random);

    /// <summary>An address of a path and options whose values are not encoded yet.</summary>
    public static string Address(string path, IEnumerable<(string Name, string Value)> options, Random? random)
    {
        var parts = options.Select(o => $"{o.Name}={Encode(o.Value, random)}").ToArray();
        return parts.Length == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    /// <summary>The path, encoded.</summary>
    public static string Path(Query query)
    {
        var key = query.Key switch
        {
            null => "",
            { Count: 1 } one => $"({Uri.EscapeDataString(new Spelling().Value(one.Values.Single()))})",
            var many => $"({string.Join(',', many.Select(k => $"{k.Key}={Uri.EscapeDataString(new Spelling().Value(k.Value))}"))})",
        };
        return query.Set + key + query.Shape switch
        {
            Shape.Count => "/$count",
            Shape.Property => $"/{query.Property}",
            Shape.Value => $"/{query.Property}/$value",
            _ => "",
        };
    }

    /// <summary>The options and aliases by name, not encoded yet, in any order.</summary>
    public IReadOnlyList<(string Name, string Value)> OptionsOf(Query query)
    {
        List<(string Name, string Value)> options = [.. Named(query.Options).Select(o => (OptionName(o.Name), o.Value))];
        options.AddRange(aliases.Select(a => ($"@{a.Key}", a.Value)));
        if (random is not null)
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(options));
        return options;
    }

    private IEnumerable<(string Name, string Value)> Named(Options options)
    {
        if (options.Apply.Count > 0)
            yield return ("apply", string.Join('/', options.Apply.Select(Text)));
        if (options.Search is { } search)
            yield return ("search", Text(search, false));
        if (options.Compute.Count > 0)
            yield return ("compute", List(options.Compute.Select(Text)));
        if (options.Filter is { } filter)
            yield return ("filter", Text(filter));
        if (options.OrderBy.Count > 0)
            yield return ("orderby", List(options.OrderBy.Select(k => Text(k.Value) + (k.Descending ? Space() + Word("desc") : Chance(5) ? Space() + Word("asc") : ""))));
        if (options.Skip is { } skip)
            yield return ("skip", skip.ToString(CultureInfo.InvariantCulture));
        if (options.Top is { } top)
            yield return ("top", top.ToString(CultureInfo.InvariantCulture));
        if (options.Count is { } count)
            yield return ("count", count ? "true" : "false");
        if (options.Select.Count > 0)
            yield return ("select", List(options.Select));
        if (options.Expand.Count > 0)
            yield return ("expand", string.Join(',', options.Expand.Select(Text)));
    }

    /// <summary>The text of an expression.</summary>
    public string Text(Expr expression) => Text(expression, 0);

    private string Text(Expr expression, int level)
    {
        var text = expression switch
        {
            Literal literal => Value(literal.Value),
            Alias alias => Remember(alias),
            Field field => field.Of is null ? field.Path : $"{field.Of}/{field.Path}",
            Prefix { Operator: "not" } not => Word("not") + Space() + Text(not.Operand, 8),
            // A minus before digits would be part of the number.
            Prefix minus => "-" + (minus.Operand is Literal ? $"({Text(minus.Operand)})" : Text(minus.Operand, 8)),
            Infix infix => Text(infix.Left, LeftLevel(infix)) + Space() + Word(infix.Operator) + Space() + Text(infix.Right, RightLevel(infix)),
            OneOf list => Text(list.Left, 8) + Space() + Word("in") + Space() + $"({Gap()}{List(list.Values.Select(v => Value(v.Value)))}{Gap()})",
            Call call => $"{Word(call.Function)}({Gap()}{List(call.Arguments.Select(a => Text(a)))}{Gap()})",
            Cast cast => $"{Word("cast")}({Text(cast.Operand)},{cast.Type})",
            Quantifier all => $"{all.Collection}/{(all.ForAll ? "all" : "any")}({(all.Condition is null ? "" : $"{all.Variable}:{Text(all.Condition)}")})",
            Size size => $"{size.Collection}/$count",
            _ => throw new NotSupportedException(expression.ToString()),
        };
        return Level(expression) < level || Chance(30) ? $"({Gap()}{text}{Gap()})" : text;
    }

    private string Remember(Alias alias)
    {
        aliases[alias.Name] = Value(alias.Value.Value);
        return $"@{alias.Name}";
    }

    private static int Level(Expr expression) => expression switch
    {
        Infix infix => Level(infix.Operator),
        Prefix => 7,
        _ => 8,
    };

    private static int Level(string operation) => operation switch
    {
        "or" => 1,
        "and" => 2,
        "eq" or "ne" => 3,
        "gt" or "ge" or "lt" or "le" => 4,
        "add" or "sub" => 5,
        _ => 6,
    };

    // A comparison inside a comparison always has parentheses: nobody knows otherwise which comes first.
    private static int LeftLevel(Infix infix) => Level(infix) is 3 or 4 ? 5 : Level(infix);

    private static int RightLevel(Infix infix) => Level(infix) is 3 or 4 ? 5 : Level(infix) + 1;

    /// <summary>A literal.</summary>
    public string Value(object? value) => value switch
    {
        null => Word("null"),
        bool truth => Word(truth ? "true" : "false"),
        double number => number.ToString("R", CultureInfo.InvariantCulture) is var digits && digits.AsSpan().ContainsAny('.', 'E') ? digits : $"{digits}.0",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        Guid id when Chance(4) => id.ToString().ToUpperInvariant(),
        Instant instant when Chance(4) => instant.WithOffset(Offset.FromHours(2)).ToString("uuuu-MM-ddTHH:mm:ss.FFFFFFFo<+HH:mm>", CultureInfo.InvariantCulture),
        LocalTime { Second: 0, TickOfSecond: 0 } time when Chance(4) => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => Canonical.Plain(value),
    };

    private string Text(Computed computed) => Text(computed.Value) + Space() + "as" + Space() + computed.Name;

    private string Text(Expand expand)
    {
        var inner = Named(expand.Options).Select(o => $"${o.Name}={o.Value}").ToArray();
        return expand.Navigation + (inner.Length == 0 ? "" : $"({string.Join(';', inner)})");
    }

    private string Text(Step step) => step switch
    {
        FilterStep filter => $"filter({Text(filter.Condition)})",
        ComputeStep compute => $"compute({List(compute.Columns.Select(Text))})",
        GroupStep { Keys: [] } whole => Text(whole.Aggregates),
        GroupStep group => $"groupby(({List(group.Keys.Select(k => k.Name))}){(group.Aggregates.Count == 0 ? "" : $",{Text(group.Aggregates)}")})",
        _ => throw new NotSupportedException(),
    };

    private string Text(IReadOnlyList<Aggregate> aggregates) =>
        $"aggregate({List(aggregates.Select(a => a.Value is null ? $"$count{Space()}as{Space()}{a.Name}" : $"{Text(a.Value)}{Space()}with{Space()}{a.Method}{Space()}as{Space()}{a.Name}"))})";

    private string Text(Search search, bool inside) => search switch
    {
        Term { Phrase: true } phrase => $"\"{phrase.Text}\"",
        Term term => term.Text,
        Lacks lacks => $"NOT {Text(lacks.Operand, true)}",
        Found found when inside => $"({Text(found, false)})",
        Found found => $"{Text(found.Left, true)} {(found.Both ? found.Spoken ? "AND " : "" : "OR ")}{Text(found.Right, true)}",
        _ => throw new NotSupportedException(),
    };

    private string List(IEnumerable<string> items) => string.Join($"{Gap()},{Gap()}", items);

    private string Word(string word) => random?.Next(12) switch
    {
        0 => word.ToUpperInvariant(),
        1 => char.ToUpperInvariant(word[0]) + word[1..],
        _ => word,
    };

    private string OptionName(string name) => random?.Next(8) switch
    {
        0 => name,
        1 => $"${name.ToUpperInvariant()}",
        2 => char.ToUpperInvariant(name[0]) + name[1..],
        _ => $"${name}",
    };

    private string Space() => Chance(15) ? "  " : Chance(30) ? "\t" : " ";

    private string Gap() => Chance(12) ? " " : "";

    private bool Chance(int of) => random?.Next(of) == 0;

    /// <summary>Encodes what must be; with a source of chance sometimes more or less than most clients do, and a space as a plus.</summary>
    private static string Encode(string value, Random? random)
    {
        if (random is null || random.Next(3) == 0)
            return Uri.EscapeDataString(value);
        var plus = random.Next(3) == 0;
        var bare = random.Next(3) == 0 ? "()',:/$@*;!" : "(),";
        var encoded = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            var text = rune.ToString();
            encoded.Append(text == " " && plus ? "+" : rune.IsAscii && bare.Contains(text, StringComparison.Ordinal) ? text : Uri.EscapeDataString(text));
        }

        return encoded.ToString();
    }
}

using NodaTime;

namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>Makes queries that are valid and well typed, of the features that are allowed; the same seed makes the same query.</summary>
internal sealed class Generator(Random random, Features features)
{
    private const int Deepest = 3;

    private static readonly string?[] Texts = ["", "a", "b", "ab", "bc", "A", "é", "ü", "%", "_", "\\", "'", " ", "n", "😀", "' or 1=1 --", "c/d", "\"", "null", "not (in) and, or"];
    private static readonly long[] Numbers = [-2147483648, -90_000_000_000, -100, -5, -3, -1, 0, 0, 1, 1, 2, 3, 4, 7, 10, 100, 2026, 20260305, 2147483647, 3_000_000_000, 5_000_000_000];
    private static readonly double[] Fractions = [-2.5, -1.5, -0.5, 0.0, 0.1, 0.125, 0.5, 0.625, 1.5, 2.0, 2.5, 3.75, 1000.5];
    private static readonly Dictionary<Kind, object[]> Known = Enum.GetValues<Kind>().ToDictionary(k => k, k => Specimen.Sets
        .SelectMany(s => s.Columns.Where(c => c.Kind == k).SelectMany(c => s.Rows.Select(r => r.Values[c.Name])))
        .OfType<object>().ToArray());
    private static readonly Kind[] Ordered = [Kind.Int, Kind.Int, Kind.Double, Kind.Text, Kind.Text, Kind.Date, Kind.Time, Kind.Instant, Kind.Guid];

    private int names;

    /// <summary>A query whose answer the standard determines.</summary>
    public static (Query Query, Expectation Expected) Determined(int seed, Features features)
    {
        for (var attempt = 0; ; attempt++)
        {
            var query = new Generator(new Random(unchecked((seed * 1000) + attempt)), features).Query();
            try
            {
                return (query, Oracle.Answer(query));
            }
            catch (UndeterminedException) when (attempt < 999)
            {
            }
        }
    }

    public Query Query()
    {
        var set = Of(Specimen.Readings, Specimen.Readings, Specimen.Readings, Specimen.Sites, Specimen.Tariffs);
        var shape = random.Next(12) switch { 0 => Shape.Count, 1 => Shape.Row, 2 when Has(Features.Property) => Shape.Property, 3 when Has(Features.Value) => Shape.Value, _ => Shape.Rows };
        var names = new Names(set, set.Columns);
        return shape switch
        {
            Shape.Rows => new(set.Name, shape, null, null, RowOptions(names)),
            Shape.Count => new(set.Name, shape, null, null, CountOptions(names)),
            Shape.Row => new(set.Name, shape, KeyOf(set), null, new() { Select = Chance(2) ? Select(names) : [], Expand = Expands(set, 0) }),
            _ => new(set.Name, shape, KeyOf(set), Of([.. set.Columns]).Name, new()),
        };
    }

    private Options CountOptions(Names names)
    {
        var options = new Options();
        if (Has(Features.Apply) && Chance(4))
            options = options with { Apply = Steps(ref names) };
        else if (Has(Features.Search) && Chance(4))
            options = options with { Search = Search(0) };
        return Chance(3) ? options : options with { Filter = Bool(names, 0) };
    }

    private Options RowOptions(Names names)
    {
        var options = new Options();
        if (Has(Features.Apply) && Chance(4))
        {
            options = options with { Apply = Steps(ref names) };
        }
        else
        {
            options = options with { Search = Has(Features.Search) && Chance(8) ? Search(0) : null, Expand = Expands(names.Set!, 0) };
        }

        if (Has(Features.Compute) && Chance(6))
        {
            var computed = Compute(names);
            options = options with { Compute = computed };
            names = names.With(computed);
        }

        return Paged(options, names, 0) with { Count = Chance(4) ? true : Chance(8) ? false : null };
    }

    /// <summary>Filter, orderby, skip, top and select over the names that there are.</summary>
    private Options Paged(Options options, Names names, int depth) => options with
    {
        Filter = Chance(3) ? null : Bool(names, depth),
        OrderBy = Chance(2) ? [] : [.. Many(1, 3).Select(_ => new SortKey(Chance(3) ? Expression(Of(Enum.GetValues<Kind>()), names, Math.Max(depth, 1)) : FieldOf(Of([.. names.Columns]), names), Chance(2)))],
        Skip = Chance(5) ? random.Next(Of(3, 20, 100)) : null,
        Top = Chance(4) ? random.Next(Of(3, 20, 100)) : null,
        Select = Chance(3) ? Select(names) : [],
    };

    private string[] Select(Names names)
    {
        var columns = names.Columns.Where(c => !c.Name.Contains('/', StringComparison.Ordinal)).Select(c => c.Name).ToArray();
        if (columns.Length == 0)
            return [];
        if (Chance(10))
            return ["*"];
        random.Shuffle(columns);
        return columns[..random.Next(1, Math.Min(columns.Length, 5) + 1)];
    }

    private IReadOnlyDictionary<string, object?> KeyOf(EntitySet set)
    {
        var values = Of([.. set.Rows]).Values;
        return set.Key.ToDictionary(k => k, k => Chance(10) && set.KindOf(k) == Kind.Text ? "nowhere" : values[k]);
    }

    private List<Computed> Compute(Names of)
    {
        var computed = new List<Computed>();
        foreach (var _ in Many(1, 2))
            computed.Add(new(Expression(Of(Enum.GetValues<Kind>()), of, 1), NewName()));
        return computed;
    }

    private List<Step> Steps(ref Names of)
    {
        var steps = new List<Step>();
        if (Chance(3))
            steps.Add(new FilterStep(Bool(of, 1)));
        if (Chance(4))
            steps.Add(Computed(ref of));
        for (var times = Chance(5) ? 2 : Chance(12) ? 0 : 1; times > 0; times--)
        {
            if (steps.SkipWhile(s => s is not GroupStep).Any(s => s is ComputeStep) && !Has(Features.ApplyRegroup))
                break;
            steps.Add(Group(ref of));
            if (Chance(4))
                steps.Add(new FilterStep(Bool(of, 2)));
            if (Chance(6))
                steps.Add(Computed(ref of));
        }

        return steps.Count > 0 ? steps : [new FilterStep(Bool(of, 1))];
    }

    private ComputeStep Computed(ref Names of)
    {
        var step = new ComputeStep(Compute(of));
        of = of.With(step.Columns);
        return step;
    }

    private GroupStep Group(ref Names of)
    {
        var columns = of.Columns.ToArray();
        if (Has(Features.ApplyNavigation) && of.Set is { } set)
            columns = [.. columns, .. PathsOf(set)];
        random.Shuffle(columns);
        var keys = Chance(5) ? [] : columns[..Math.Min(columns.Length, random.Next(1, 4))];
        var names = of;
        Aggregate[] aggregates = [.. Many(keys.Length == 0 ? 1 : 0, 3).Select(_ => Aggregate(names))];
        of = new(null, [.. keys, .. aggregates.Select(a => new Column(a.Name, KindOf(a)))]);
        return new(keys, aggregates);
    }

    private Aggregate Aggregate(Names of)
    {
        var method = Of("$count", "sum", "min", "max", "average", "countdistinct");
        if (method == "$count")
            return new(null, method, NewName());
        var kind = method switch
        {
            "countdistinct" => Of(Enum.GetValues<Kind>()),
            "min" or "max" when Has(Features.ApplyAnyKind) => Of(Kind.Int, Kind.Double, Kind.Text, Kind.Date, Kind.Time, Kind.Instant),
            _ => Of(Kind.Int, Kind.Int, Kind.Double),
        };
        var column = Column(kind, of);
        return column is null || Chance(4) ? new(Expression(kind, of, Deepest - 1), method, NewName()) : new(column, method, NewName());
    }

    private static Kind KindOf(Aggregate aggregate) => aggregate.Method switch
    {
        "$count" or "countdistinct" => Kind.Int,
        "average" => Kind.Double,
        _ => aggregate.Value!.Kind,
    };

    private Search Search(int depth) => random.Next(depth > 2 ? 4 : 9) switch
    {
        < 3 => new Term(Of("abc", "ABC", "day", "alkmaar", "def", "pad", "Breda", "nothing", "null", "a"), false),
        3 => new Term(Of("abc", "abc def", "100%", "a_b", "it's", "(in)", "c/d", "é", "AND", "line"), true),
        4 => new Lacks(Search(depth + 1)),
        _ => new Found(Chance(2), Chance(2), Search(depth + 1), Search(depth + 1)),
    };

    /// <summary>The feed gives rows of one kind of many at a level.</summary>
    private List<Expand> Expands(EntitySet set, int depth)
    {
        var expands = AllExpands(set, depth);
        return [.. expands.Where((e, i) => !LeadsToMany(e) || !expands.Take(i).Any(LeadsToMany))];
    }

    private static bool LeadsToMany(Expand expand) => expand.Many || expand.Options.Expand.Any(LeadsToMany);

    private List<Expand> AllExpands(EntitySet set, int depth) =>
    [
        .. set.Navigations.Where(n => Has(n.Many ? Features.ExpandMany : Features.ExpandOne) && Chance(5)).Select(n =>
        {
            var target = Specimen.Set(n.Target);
            var names = new Names(target, target.Columns, Inside: true);
            var options = new Options { Expand = depth == 0 && Has(Features.ExpandDeep) ? Expands(target, 1) : [] };
            if (!n.Many)
                return new Expand(n.Name, false, Chance(2) ? options : options with { Select = Select(names) });
            if (Chance(3))
                return new Expand(n.Name, true, options);
            options = Paged(options, names, Deepest - 1) with { Count = Chance(4) ? true : null };
            // The last keys are those of the row: inside a row the order is never free.
            if (options.OrderBy.Count > 0 || options.Top is not null || options.Skip is not null)
                options = options with { OrderBy = [.. options.OrderBy.Take(2), .. target.Key.Select(k => new SortKey(new Field(target.KindOf(k), k), false))] };
            return new Expand(n.Name, true, options);
        }),
    ];

    private Expr Bool(Names of, int depth) => Expression(Kind.Bool, of, depth);

    /// <summary>An expression of a kind; at the deepest level a column or a literal.</summary>
    private Expr Expression(Kind kind, Names of, int depth)
    {
        if (kind == Kind.Bool && depth < Deepest && !Chance(8))
            return Condition(of, depth);
        if (kind != Kind.Bool && depth < Deepest && Chance(2) && Calculation(kind, of, depth) is { } calculation)
            return calculation;
        return !Chance(3) && Column(kind, of) is { } column ? column : Constant(kind);
    }

    private Expr Condition(Names of, int depth)
    {
        Expr Of(Kind kind) => Expression(kind, of, depth + 1);
        switch (random.Next(14))
        {
            case 0 or 1:
                return new Infix(Kind.Bool, "and", Of(Kind.Bool), Of(Kind.Bool));
            case 2 or 3:
                return new Infix(Kind.Bool, "or", Of(Kind.Bool), Of(Kind.Bool));
            case 4:
                return new Prefix("not", Of(Kind.Bool));
            case 5:
                return new Infix(Kind.Bool, Has(Features.BoolOrder) ? Comparison() : this.Of("eq", "ne"), Of(Kind.Bool), Of(Kind.Bool));
            case 6:
                var text = Of(Kind.Text);
                return new Call(Kind.Bool, this.Of("contains", "startswith", "endswith"), [text, Chance(15) ? new Literal(Kind.Text, null) : Of(Kind.Text)]);
            case 7:
                var kind = this.Of(Ordered);
                return new OneOf(Of(kind), [.. Many(1, 4).Select(_ => Chance(10) ? new Literal(kind, null) : ValueOf(kind))]);
            case 8:
                var known = this.Of(Ordered);
                return new Infix(Kind.Bool, Chance(6) ? Comparison() : this.Of("eq", "ne"), Of(known), new Literal(known, null));
            case 9 or 10 when Has(Features.Quantifiers) && of.Outer is null && of.Set is { } set && Collections(set) is { Length: > 0 } collections:
                var (path, target) = this.Of(collections);
                var inner = new Names(Specimen.Set(target), Specimen.Set(target).Columns, "x", of);
                return Chance(5) ? new Quantifier(false, path, "x", null) : new Quantifier(Chance(2), path, "x", Bool(inner, depth + 1));
            case 11 when Has(Features.Fractions) && Chance(3):
                // A decimal number, which the library compares with no floating number but a literal.
                return new Infix(Kind.Bool, Comparison(), new Call(Kind.Double, "fractionalseconds", [Of(this.Of(Kind.Time, Kind.Instant))]), new Literal(Kind.Double, this.Of(0.0, 0.1, 0.123456, 0.5)));
            default:
                var left = this.Of(Ordered);
                return new Infix(Kind.Bool, Comparison(), Of(left), Of(left is Kind.Int or Kind.Double ? this.Of(Kind.Int, Kind.Int, Kind.Double) : left));
        }
    }

    private Expr? Calculation(Kind kind, Names of, int depth)
    {
        Expr Of(Kind kind) => Expression(kind, of, depth + 1);
        Call Call(string function, params Expr[] arguments) => new(kind, function, arguments);
        switch (kind)
        {
            case Kind.Int:
                return random.Next(9) switch
                {
                    0 => Call("length", Of(Kind.Text)),
                    1 => Call("indexof", Of(Kind.Text), Of(Kind.Text)),
                    2 => Call(this.Of("year", "month", "day"), Of(this.Of(Kind.Date, Kind.Instant))),
                    3 => Call(this.Of("hour", "minute", "second"), Of(this.Of(Kind.Time, Kind.Instant))),
                    4 => new Prefix("-", Of(Kind.Int)),
                    5 when Has(Features.Sizes) && of.Outer is null && of.Set is { } set && Collections(set) is { Length: > 0 } collections => new Size(this.Of(collections).Path),
                    6 when Has(Features.Cast) => new Cast(kind, this.Of("Edm.Int32", "Edm.Int64"), Of(Kind.Int)),
                    _ => new Infix(kind, this.Of("add", "sub", "mul", "div", "mod"), Of(Kind.Int), Of(Kind.Int)),
                };
            case Kind.Double:
                return random.Next(6) switch
                {
                    0 => new Prefix("-", Of(Kind.Double)),
                    1 when Has(Features.Rounding) => Call(this.Of("round", "floor", "ceiling"), Of(Kind.Double)),
                    2 when Has(Features.Cast) => new Cast(kind, "Edm.Double", Of(this.Of(Kind.Int, Kind.Double))),
                    _ when Chance(2) => new Infix(kind, this.Of("add", "sub", "mul", "div", "mod"), Of(Kind.Double), Of(this.Of(Kind.Int, Kind.Double))),
                    _ => new Infix(kind, this.Of("add", "sub", "mul", "div", "mod"), Of(Kind.Int), Of(Kind.Double)),
                };
            case Kind.Text:
                return random.Next(6) switch
                {
                    0 => Call("concat", Of(Kind.Text), Of(Kind.Text)),
                    1 => Call("substring", Of(Kind.Text), Position(of)),
                    2 => Call("substring", Of(Kind.Text), Position(of), Position(of)),
                    3 when Has(Features.CastToText) => new Cast(kind, "Edm.String", Of(this.Of(Kind.Int, Kind.Bool, Kind.Date, Kind.Guid, Kind.Text))),
                    _ => Call(this.Of("tolower", "toupper", "trim"), Of(Kind.Text)),
                };
            case Kind.Date:
                return Call("date", Of(Kind.Instant));
            case Kind.Time:
                return Call("time", Of(Kind.Instant));
            case Kind.Instant:
                return Call(Has(Features.Bounds) ? this.Of("now", "mindatetime", "maxdatetime") : "now");
            default:
                return null;
        }
    }

    private Expr Position(Names of) => random.Next(5) switch
    {
        0 when Column(Kind.Text, of) is { } text => new Call(Kind.Int, "length", [text]),
        1 when of.Columns.Any(c => c.Name == "Minutes") => FieldOf(new("Minutes", Kind.Int), of),
        _ => new Literal(Kind.Int, (long)random.Next(5)),
    };

    private string Comparison() => Of("eq", "ne", "gt", "ge", "lt", "le");

    private Field? Column(Kind kind, Names of)
    {
        if (of.Outer is { } outer && Chance(8))
            return Column(kind, outer);
        IEnumerable<Column> columns = of.Columns;
        if (Has(Features.Paths) && of.Set is { } set && Chance(5))
            columns = PathsOf(set);
        Column[] fitting = [.. columns.Where(c => c.Kind == kind)];
        return fitting.Length == 0 ? null : FieldOf(Of(fitting), of);
    }

    private Field FieldOf(Column column, Names of) => new(column.Kind, column.Name, of.Variable ?? (of.Set is { } set && !of.Inside && set.Columns.Contains(column) && Chance(12) ? "$it" : null));

    private static IEnumerable<Column> PathsOf(EntitySet set) => set.Navigations.Where(n => !n.Many).SelectMany(n => Specimen.Set(n.Target).Columns.Select(c => c with { Name = $"{n.Name}/{c.Name}" }));

    private (string Path, string Target)[] Collections(EntitySet set) =>
    [
        .. set.Navigations.Where(n => n.Many).Select(n => (n.Name, n.Target)),
        .. set.Navigations.Where(n => !n.Many && Has(Features.Paths)).SelectMany(n => Specimen.Set(n.Target).Navigations.Where(m => m.Many).Select(m => ($"{n.Name}/{m.Name}", m.Target))),
    ];

    private Expr Constant(Kind kind)
    {
        var literal = ValueOf(kind);
        return Has(Features.Aliases) && Chance(10) ? new Alias(NewName(), literal) : literal;
    }

    private Literal ValueOf(Kind kind)
    {
        return new(kind, kind switch
        {
            Kind.Bool => Chance(2),
            Kind.Int when Chance(2) => Of(Numbers),
            Kind.Double when Chance(2) => Of(Fractions),
            Kind.Text when Chance(2) => Of(Texts),
            Kind.Instant when Chance(5) => Instant.FromUtc(2026, 3, 29, 10, 0),
            _ => Of(Known[kind]),
        });
    }

    private string NewName() => $"N{++names}";

    private IEnumerable<int> Many(int least, int most) => Enumerable.Range(0, random.Next(least, most + 1));

    private bool Has(Features feature) => (features & feature) != 0;

    private bool Chance(int of) => random.Next(of) == 0;

    private T Of<T>(params T[] choices) => choices[random.Next(choices.Length)];

    /// <summary>The names that an expression can use.</summary>
    /// <param name="Set">The set whose rows they belong to, with its navigations; null after grouping.</param>
    /// <param name="Columns">The columns.</param>
    /// <param name="Variable">The variable of an <c>any</c> or <c>all</c>.</param>
    /// <param name="Outer">The names around it.</param>
    /// <param name="Inside">True inside an expanded navigation, where <c>$it</c> is still the row outside.</param>
    private sealed record Names(EntitySet? Set, IReadOnlyList<Column> Columns, string? Variable = null, Names? Outer = null, bool Inside = false)
    {
        public Names With(IEnumerable<Computed> computed) => this with { Columns = [.. Columns, .. computed.Select(c => new Column(c.Name, c.Value.Kind))] };
    }
}

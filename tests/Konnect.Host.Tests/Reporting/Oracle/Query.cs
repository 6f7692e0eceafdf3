namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>What of a set is asked.</summary>
internal enum Shape
{
    Rows,
    Count,
    Row,
    Property,
    Value,
}

/// <summary>A whole request.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Shape">What of it.</param>
/// <param name="Key">The key where one row is asked.</param>
/// <param name="Property">The property where one is asked.</param>
/// <param name="Options">Everything after the question mark.</param>
internal sealed record Query(string Set, Shape Shape, IReadOnlyDictionary<string, object?>? Key, string? Property, Options Options);

/// <summary>The options of a request, or those in the parentheses of an expanded navigation.</summary>
internal sealed record Options
{
    public IReadOnlyList<Step> Apply { get; init; } = [];

    public Search? Search { get; init; }

    public IReadOnlyList<Computed> Compute { get; init; } = [];

    public Expr? Filter { get; init; }

    public IReadOnlyList<SortKey> OrderBy { get; init; } = [];

    public long? Skip { get; init; }

    public long? Top { get; init; }

    public bool? Count { get; init; }

    /// <summary>Names of columns, or <c>*</c>; empty when nothing is said.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    public IReadOnlyList<Expand> Expand { get; init; } = [];

    /// <summary>Every expression in the options, for what must be told of all of them.</summary>
    public IEnumerable<Expr> Expressions() =>
    [
        .. Apply.SelectMany(s => s.Expressions), .. Compute.Select(c => c.Value), .. Filter is null ? [] : new[] { Filter }, .. OrderBy.Select(o => o.Value), .. Expand.SelectMany(e => e.Options.Expressions()),
    ];
}

/// <summary>A key to sort by.</summary>
internal sealed record SortKey(Expr Value, bool Descending);

/// <summary><c>expression as name</c>.</summary>
internal sealed record Computed(Expr Value, string Name);

/// <summary>A navigation whose rows stand inside the row.</summary>
internal sealed record Expand(string Navigation, bool Many, Options Options);

/// <summary><c>expression with method as name</c>; without an expression it is <c>$count</c>.</summary>
internal sealed record Aggregate(Expr? Value, string Method, string Name);

/// <summary>One transformation of <c>$apply</c>.</summary>
internal abstract record Step
{
    /// <summary>The expressions in it.</summary>
    public abstract IReadOnlyList<Expr> Expressions { get; }
}

internal sealed record FilterStep(Expr Condition) : Step
{
    public override IReadOnlyList<Expr> Expressions => [Condition];
}

internal sealed record ComputeStep(IReadOnlyList<Computed> Columns) : Step
{
    public override IReadOnlyList<Expr> Expressions => [.. Columns.Select(c => c.Value)];
}

/// <summary><c>groupby</c>, or <c>aggregate</c> alone where there are no keys.</summary>
internal sealed record GroupStep(IReadOnlyList<Column> Keys, IReadOnlyList<Aggregate> Aggregates) : Step
{
    public override IReadOnlyList<Expr> Expressions => [.. Aggregates.Select(a => a.Value).OfType<Expr>()];
}

/// <summary>What <c>$search</c> looks for.</summary>
internal abstract record Search;

internal sealed record Term(string Text, bool Phrase) : Search;

internal sealed record Lacks(Search Operand) : Search;

/// <summary>Both or either; both may also be written with nothing but a space between.</summary>
internal sealed record Found(bool Both, bool Spoken, Search Left, Search Right) : Search;

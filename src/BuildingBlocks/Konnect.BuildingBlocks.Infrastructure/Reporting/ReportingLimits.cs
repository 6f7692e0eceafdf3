namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>How much one request and one token may ask of the feed.</summary>
internal sealed record ReportingLimits
{
    /// <summary>Characters of path and query together, as sent.</summary>
    public const int Text = 8 * 1024;

    /// <summary>Parentheses inside each other.</summary>
    public const int Nesting = 32;

    /// <summary>Prefix operators (<c>not</c>, <c>-</c>) that apply to each other.</summary>
    public const int Prefixes = 64;

    /// <summary>Levels of an expression: operators, calls and parentheses on the way to its innermost part.</summary>
    public const int Depth = 100;

    /// <summary>Operators, names and values of one expression.</summary>
    public const int Nodes = 1000;

    /// <summary>Values of one <c>in</c> list.</summary>
    public const int ListItems = 500;

    /// <summary>Sort keys.</summary>
    public const int OrderBy = 5;

    /// <summary>Levels of <c>$expand</c>.</summary>
    public const int ExpandDepth = 2;

    /// <summary>Items of <c>$expand</c>, of all levels together.</summary>
    public const int ExpandItems = 8;

    /// <summary>Function calls inside each other.</summary>
    public const int Functions = 8;

    /// <summary><c>any</c> and <c>all</c> inside each other.</summary>
    public const int Lambdas = 2;

    /// <summary>Keys of one <c>groupby</c>.</summary>
    public const int SummaryKeys = 6;

    /// <summary>Steps of <c>$apply</c>.</summary>
    public const int Transformations = 8;

    /// <summary>Words of <c>$search</c>.</summary>
    public const int SearchWords = 64;

    /// <summary>Most rows of a page where the client does not ask for fewer; null gives all rows in one answer.</summary>
    public long? Page { get; init; }

    /// <summary>Parentheses inside each other in <c>$search</c>: each takes the library's parser several steps down, and it stops at a hundred.</summary>
    public const int SearchNesting = 16;

    /// <summary>How long the database may work without giving a row.</summary>
    public TimeSpan Statement { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Rows of one sheet of a workbook beside its header: all that the file format allows.</summary>
    public int SheetRows { get; init; } = 1_048_575;

    /// <summary>Requests of one token that run at a time.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Requests of one token that wait for a place: a refresh of a model opens its tables all at once.</summary>
    public int Waiting { get; init; } = 32;

    /// <summary>How long a request waits for a place.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);
}

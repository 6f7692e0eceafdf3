using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>What is to be answered.</summary>
internal abstract record ReadPlan;

/// <summary>The list of sets.</summary>
internal sealed record ReadServiceDocument : ReadPlan;

/// <summary>The model.</summary>
internal sealed record ReadMetadata : ReadPlan;

/// <summary>Something of one set.</summary>
/// <param name="From">The set that the address begins with.</param>
/// <param name="Steps">The way from its rows to the rows that are meant.</param>
/// <param name="Rows">What of those rows is asked.</param>
/// <param name="Shape">In which shape it is given.</param>
/// <param name="Property">The property whose value is meant; null unless the shape is a value.</param>
/// <param name="SkipToken">Where to go on, as an earlier answer said.</param>
internal sealed record ReadSet(ModelSet From, IReadOnlyList<PathStep> Steps, RowsPlan Rows, ReadShape Shape, ReportingProperty? Property, string? SkipToken) : ReadPlan;

/// <summary>A step of an address: to the row with a key, or along a navigation property.</summary>
/// <param name="Key">The key's values by property.</param>
/// <param name="Along">The navigation property.</param>
internal sealed record PathStep(IReadOnlyDictionary<string, object?>? Key, Relation? Along);

/// <summary>What is asked of the rows of one set: of the request's, or of those that <c>$expand</c> adds to a row.</summary>
/// <param name="Of">The set.</param>
/// <param name="Apply">Transformations of its rows, in order.</param>
/// <param name="Compute">Calculations with names.</param>
/// <param name="Search">The search, if any.</param>
/// <param name="Filter">The condition, if any.</param>
/// <param name="OrderBy">Sort keys, first to last.</param>
/// <param name="Selected">Names of the columns to give; null is all.</param>
/// <param name="Expanded">Rows of other sets to give with each row.</param>
/// <param name="Top">Most rows to give.</param>
/// <param name="Skip">Rows to leave out first.</param>
/// <param name="WithCount">True when the number of rows is to stand beside them.</param>
internal sealed record RowsPlan(
    ModelSet Of,
    IReadOnlyList<TransformationNode> Apply,
    IReadOnlyList<ComputeExpression> Compute,
    QueryNode? Search,
    SingleValueNode? Filter,
    IReadOnlyList<OrderByClause> OrderBy,
    IReadOnlySet<string>? Selected,
    IReadOnlyList<Expansion> Expanded,
    long? Top,
    long? Skip,
    bool WithCount)
{
    /// <summary>All rows of a set.</summary>
    public static RowsPlan AllOf(ModelSet set) => new(set, [], [], null, null, [], null, [], null, null, false);
}

/// <summary>Rows that a navigation property leads to, given with each row.</summary>
/// <param name="Along">The navigation property.</param>
/// <param name="Rows">What is asked of them.</param>
internal sealed record Expansion(Relation Along, RowsPlan Rows)
{
    /// <summary>True when there may be many of them for one row.</summary>
    public bool LeadsToMany { get; } = Along.IsMany || Rows.Expanded.Any(e => e.LeadsToMany);
}

/// <summary>In which shape something of a set is read.</summary>
internal enum ReadShape
{
    /// <summary>Rows.</summary>
    Rows,
    /// <summary>One row.</summary>
    Row,
    /// <summary>The number of rows, as text.</summary>
    Count,
    /// <summary>One value of one row.</summary>
    Property,
    /// <summary>One value of one row, as text.</summary>
    Value,
}

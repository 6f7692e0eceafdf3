using Microsoft.OData.UriParser;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>What is to be answered.</summary>
internal abstract record ReadPlan;

/// <summary>The list of sets.</summary>
internal sealed record ReadServiceDocument : ReadPlan;

/// <summary>The model.</summary>
internal sealed record ReadMetadata : ReadPlan;

/// <summary>Something of one set.</summary>
/// <param name="Of">The set.</param>
/// <param name="Shape">Rows, one row, or their number.</param>
/// <param name="Filter">The condition on rows, if any.</param>
/// <param name="Key">The key's values by property, when one row is meant.</param>
/// <param name="OrderBy">Sort keys, first to last.</param>
/// <param name="Columns">The columns to give, in the set's order.</param>
/// <param name="AllColumns">True when no selection was made.</param>
/// <param name="Top">Most rows to give.</param>
/// <param name="Skip">Rows to leave out first.</param>
/// <param name="WithCount">True when the number of rows is to stand beside them.</param>
internal sealed record ReadSet(
    ModelSet Of,
    ReadShape Shape,
    SingleValueNode? Filter,
    IReadOnlyDictionary<string, object?>? Key,
    IReadOnlyList<OrderByClause> OrderBy,
    IReadOnlyList<ReportingProperty> Columns,
    bool AllColumns,
    long? Top,
    long? Skip,
    bool WithCount) : ReadPlan;

/// <summary>What of a set is read.</summary>
internal enum ReadShape
{
    /// <summary>Its rows.</summary>
    Rows,
    /// <summary>One row by its key.</summary>
    Row,
    /// <summary>The number of its rows, as text.</summary>
    Count,
}

/// <summary>Third step: decides what the parsed request means for the declared sets, and refuses shapes that are not offered.</summary>
internal static class RequestBinder
{
    /// <summary>Binds a parsed request.</summary>
    /// <exception cref="ReportingRefusal">400 for options where they mean nothing, 501 for path shapes that are not offered.</exception>
    public static ReadPlan Bind(ReportingModel model, ParsedRequest request) => request.Path.ToList() switch
    {
        [] => new ReadServiceDocument(),
        [MetadataSegment] => new ReadMetadata(),
        [EntitySetSegment set] => Bind(model, request, set, ReadShape.Rows, null),
        [EntitySetSegment set, CountSegment] => Bind(model, request, set, ReadShape.Count, null),
        [EntitySetSegment set, KeySegment key] => Bind(model, RowOf(request), set, ReadShape.Row, key.Keys.ToDictionary(k => k.Key, k => (object?)k.Value)),
        var segments => throw ReportingRefusal.NotSupported($"The path segment '{segments[^1].Identifier}' is not supported."),
    };

    private static ReadSet Bind(ReportingModel model, ParsedRequest request, EntitySetSegment segment, ReadShape shape, IReadOnlyDictionary<string, object?>? key)
    {
        var set = model.Set(segment.EntitySet);
        var selected = Selected(request.Select);
        return new(
            set,
            shape,
            request.Filter?.Expression,
            key,
            SortKeys(request.OrderBy),
            selected is null ? set.Properties : [.. set.Properties.Where(p => selected.Contains(p.Name))],
            selected is null,
            request.Top,
            request.Skip,
            request.Count);
    }

    private static ParsedRequest RowOf(ParsedRequest request) => request is { Filter: null, OrderBy: null, Top: null, Skip: null, Count: false }
        ? request
        : throw ReportingRefusal.Malformed("$filter, $orderby, $top, $skip and $count do not apply to one row.");

    private static HashSet<string>? Selected(SelectExpandClause? select)
    {
        if (select is null || select.AllSelected)
            return null;
        var items = select.SelectedItems.ToList();
        if (items.Exists(i => i is WildcardSelectItem))
            return null;
        return [.. items.Select(i => i is PathSelectItem { SelectedPath.Count: 1 } path && path.SelectedPath.FirstSegment is PropertySegment property
            ? property.Property.Name
            : throw ReportingRefusal.NotSupported("$select is supported with the names of properties."))];
    }

    private static List<OrderByClause> SortKeys(OrderByClause? first)
    {
        var keys = new List<OrderByClause>();
        for (var key = first; key is not null; key = key.ThenBy)
        {
            if (keys.Count == ReportingLimits.OrderBy)
                throw ReportingRefusal.TooComplex($"$orderby may have {ReportingLimits.OrderBy} keys.");
            keys.Add(key);
        }

        return keys;
    }
}

using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>Third step: decides what the parsed request means for the declared sets, and refuses shapes that are not offered.</summary>
internal static class RequestBinder
{
    /// <summary>Binds a parsed request.</summary>
    /// <exception cref="ReportingRefusal">400 for options where they mean nothing, 501 for path shapes that are not offered.</exception>
    public static ReadPlan Bind(ReportingModel model, ParsedRequest request) => request.Path.ToList() switch
    {
        [] => new ReadServiceDocument(),
        [MetadataSegment] => new ReadMetadata(),
        [EntitySetSegment set, .. var rest] => Bind(model, request, model.Set(set.EntitySet), rest),
        var segments => throw NotOffered(segments[0]),
    };

    private static ReadSet Bind(ReportingModel model, ParsedRequest request, ModelSet from, IReadOnlyList<ODataPathSegment> segments)
    {
        var (of, shape) = (from, ReadShape.Rows);
        var steps = new List<PathStep>();
        ReportingProperty? property = null;
        foreach (var segment in segments)
        {
            switch (segment)
            {
                case KeySegment key when shape == ReadShape.Rows:
                    steps.Add(new(key.Keys.ToDictionary(k => k.Key, k => (object?)k.Value), null));
                    shape = ReadShape.Row;
                    break;
                case NavigationPropertySegment navigation when shape == ReadShape.Row:
                    var along = of.Relation(navigation.NavigationProperty);
                    steps.Add(new(null, along));
                    (of, shape) = (along.To, along.IsMany ? ReadShape.Rows : ReadShape.Row);
                    break;
                case CountSegment when shape == ReadShape.Rows:
                    shape = ReadShape.Count;
                    break;
                case PropertySegment value when shape == ReadShape.Row:
                    property = of.Properties.First(p => p.Name == value.Property.Name);
                    shape = ReadShape.Property;
                    break;
                case ValueSegment when shape == ReadShape.Property:
                    shape = ReadShape.Value;
                    break;
                default:
                    throw NotOffered(segment);
            }
        }

        if (steps.Count(s => s.Along is not null) > ReportingLimits.ExpandDepth)
            throw ReportingRefusal.TooComplex($"An address may follow {ReportingLimits.ExpandDepth} navigation properties.");
        return new(from, steps, RowsOf(of, OptionsFor(shape, request)), shape, property, request.SkipToken);
    }

    private static ReportingRefusal NotOffered(ODataPathSegment segment) => ReportingRefusal.NotSupported($"The path segment '{segment.Identifier}' is not supported here.");

    private static ParsedRequest OptionsFor(ReadShape shape, ParsedRequest request)
    {
        switch (shape)
        {
            case ReadShape.Row or ReadShape.Property or ReadShape.Value when request is not { Filter: null, OrderBy: null, Top: null, Skip: null, Count: false, Search: null, Apply: null, SkipToken: null }:
                throw ReportingRefusal.Malformed("$apply, $search, $filter, $orderby, $top, $skip, $count and $skiptoken do not apply to one row.");
            case ReadShape.Property or ReadShape.Value when request is not { Select: null, Compute: null }:
                throw ReportingRefusal.Malformed("$select, $expand and $compute do not apply to one value.");
            case ReadShape.Rows when request.SkipToken is not null && request.Skip is not null:
                throw ReportingRefusal.Malformed("$skiptoken says where to go on; $skip is for the first page.");
            // The number of rows is that of all pages (URL Conventions 4.8).
            case ReadShape.Count:
                return request with { OrderBy = null, Top = null, Skip = null, Count = false, Select = null, SkipToken = null };
            default:
                return request;
        }
    }

    private static RowsPlan RowsOf(ModelSet set, ParsedRequest request)
    {
        if (request.Apply is not null && request.Select?.SelectedItems.Any(i => i is ExpandedReferenceSelectItem) == true)
            throw ReportingRefusal.NotSupported("$expand after $apply is not supported.");
        return new(
            set,
            [.. request.Apply?.Transformations ?? []],
            [.. request.Compute?.ComputedItems ?? []],
            request.Search?.Expression,
            request.Filter?.Expression,
            SortKeys(request.OrderBy),
            Selected(request.Select),
            Expanded(set, request.Select),
            request.Top,
            request.Skip,
            request.Count);
    }

    private static HashSet<string>? Selected(SelectExpandClause? select)
    {
        var items = select?.SelectedItems.Where(i => i is not ExpandedReferenceSelectItem).ToList() ?? [];
        if (items.Count == 0 || items.Exists(i => i is WildcardSelectItem))
            return null;
        return [.. items.Select(i => i is PathSelectItem { SelectedPath: { Count: 1 } path, SelectAndExpand: null or { AllSelected: true } }
            ? path.FirstSegment switch
            {
                PropertySegment property => property.Property.Name,
                DynamicPathSegment calculated => calculated.Identifier,
                // The link to other rows, which answers hold only where they are expanded.
                NavigationPropertySegment navigation => navigation.NavigationProperty.Name,
                var other => throw NotOffered(other),
            }
            : throw ReportingRefusal.NotSupported("$select is supported with names of properties."))];
    }

    private static List<Expansion> Expanded(ModelSet set, SelectExpandClause? select)
    {
        var expanded = new List<Expansion>();
        foreach (var item in select?.SelectedItems.OfType<ExpandedReferenceSelectItem>() ?? [])
        {
            if (item is not ExpandedNavigationSelectItem { PathToNavigationProperty: { Count: 1 } path, LevelsOption: null } expansion || path.FirstSegment is not NavigationPropertySegment navigation)
                throw ReportingRefusal.NotSupported("$expand is supported with names of navigation properties.");
            var along = set.Relation(navigation.NavigationProperty);
            if (expanded.Exists(e => e.Along == along))
                throw ReportingRefusal.Malformed($"'{navigation.Identifier}' is expanded twice.");
            if (!along.IsMany && item is not { FilterOption: null, OrderByOption: null, TopOption: null, SkipOption: null, CountOption: null, SearchOption: null })
                throw ReportingRefusal.Malformed($"'{navigation.Identifier}' leads to one row: $filter, $orderby, $top, $skip, $count and $search do not apply.");
            var rows = new RowsPlan(
                along.To,
                [],
                [.. expansion.ComputeOption?.ComputedItems ?? []],
                item.SearchOption?.Expression,
                item.FilterOption?.Expression,
                SortKeys(item.OrderByOption),
                Selected(expansion.SelectAndExpand),
                Expanded(along.To, expansion.SelectAndExpand),
                item.TopOption,
                item.SkipOption,
                item.CountOption ?? false);
            // Rows of two kinds side by side in one statement would be every pair of them.
            if (new Expansion(along, rows) is { LeadsToMany: true } && expanded.Exists(e => e.LeadsToMany))
                throw ReportingRefusal.NotSupported("One navigation property to many rows can be expanded at a level; ask for the other in a request of its own.");
            expanded.Add(new(along, rows));
        }

        return expanded;
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

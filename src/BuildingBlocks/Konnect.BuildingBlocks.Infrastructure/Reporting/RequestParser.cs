using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>A request as the OData library understands it.</summary>
/// <param name="Path">The address.</param>
/// <param name="Apply">Transformations of the rows, if any.</param>
/// <param name="Compute">Calculations with names, if any.</param>
/// <param name="Search">The search, if any.</param>
/// <param name="Filter">The condition, if any.</param>
/// <param name="OrderBy">The first sort key, if any.</param>
/// <param name="Select">The columns and other rows asked for, if said.</param>
/// <param name="Top">Most rows to give.</param>
/// <param name="Skip">Rows to leave out first.</param>
/// <param name="Count">True when the number of rows is asked for beside the rows.</param>
/// <param name="SkipToken">Where to go on, as an earlier answer said.</param>
internal sealed record ParsedRequest(
    ODataPath Path,
    ApplyClause? Apply,
    ComputeClause? Compute,
    SearchClause? Search,
    FilterClause? Filter,
    OrderByClause? OrderBy,
    SelectExpandClause? Select,
    long? Top,
    long? Skip,
    bool Count,
    string? SkipToken);

/// <summary>Second step: reads the scanned text against the model of the token's kind. Names that the model lacks don't exist.</summary>
internal static class RequestParser
{
    private static readonly Uri Root = new("http://konnect/");
    private static readonly HashSet<string> NotOffered = ["deltatoken", "index", "levels", "schemaversion", "id"];

    /// <summary>Parses a scanned request.</summary>
    /// <exception cref="ReportingRefusal">400 for what can't be read, 404 for a name that does not exist, 501 for what is not offered.</exception>
    public static ParsedRequest Parse(IEdmModel model, ScannedRequest request)
    {
        if (request.Options.Keys.FirstOrDefault(NotOffered.Contains) is { } other)
            throw ReportingRefusal.NotSupported($"The query option '${other}' is not supported.");
        var path = Guarded(() => new ODataUriParser(model, Root, new Uri(Root, request.Path)) { UrlKeyDelimiter = ODataUrlKeyDelimiter.Parentheses }.ParsePath());
        var (type, source) = TargetOf(path);
        if (type is null)
        {
            return request.Options.Keys.FirstOrDefault(o => o != "format") is { } option
                ? throw ReportingRefusal.Malformed($"The query option '${option}' applies to an entity set.")
                : new(path, null, null, null, null, null, null, null, null, false, null);
        }

        var options = request.Options.Where(o => o.Key is not "skiptoken").ToDictionary(o => $"${o.Key}", o => o.Value);
        var parser = new ODataQueryOptionParser(model, type, source, options);
        // In this order, for names given by $apply and $compute are known to the rest.
        return Guarded(() => new ParsedRequest(
            path,
            parser.ParseApply(),
            parser.ParseCompute(),
            parser.ParseSearch(),
            parser.ParseFilter(),
            parser.ParseOrderBy(),
            parser.ParseSelectAndExpand(),
            parser.ParseTop(),
            parser.ParseSkip(),
            parser.ParseCount() ?? false,
            request.Options.GetValueOrDefault("skiptoken")));
    }

    /// <summary>The rows that query options speak of: those of the last set on the path.</summary>
    private static (IEdmEntityType? Type, IEdmNavigationSource? Source) TargetOf(ODataPath path) => path.Select(segment => segment switch
    {
        EntitySetSegment set => set.EntitySet,
        NavigationPropertySegment navigation => navigation.NavigationSource,
        _ => null,
    }).LastOrDefault(s => s is not null) is { } source ? (source.EntityType, source) : (null, null);

    /// <summary>The library meets bad input with exceptions of many kinds; whatever it throws, the request was at fault.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ODataUnrecognizedPathException e)
        {
            throw ReportingRefusal.NotFound(e.Message);
        }
        catch (ODataException e)
        {
            throw ReportingRefusal.Malformed(e.Message);
        }
        catch (Exception e) when (e is not ReportingRefusal)
        {
            throw ReportingRefusal.Malformed("The request can't be read as OData.");
        }
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>What a client gets: JSON, or rows as a sheet.</summary>
/// <param name="Metadata">True for minimal metadata, false for none.</param>
/// <param name="Ieee754">True when 64-bit integers are written as text.</param>
/// <param name="OmitNulls">True when values that are null are left out: the client prefers it so.</param>
/// <param name="Sheet">The kind of sheet; null for JSON.</param>
internal sealed record AnswerFormat(bool Metadata, bool Ieee754, bool OmitNulls = false, SheetFormat? Sheet = null)
{
    /// <summary>What a client gets that asks for nothing in particular.</summary>
    public static AnswerFormat Default { get; } = new(true, false);

    /// <summary>The media type of an answer with rows.</summary>
    public string ContentType =>
        $"application/json;odata.metadata={(Metadata ? "minimal" : "none")};odata.streaming=true{(Ieee754 ? ";IEEE754Compatible=true" : "")};charset=utf-8";

    /// <summary>
    /// Chooses by <c>$format</c>, else by <c>Accept</c>: the type the client likes most. Older and fuller flavours of JSON get minimal metadata, which says so itself.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="format">The option <c>$format</c>, if any.</param>
    /// <param name="rows">True when the answer holds rows, so that it can be a sheet.</param>
    /// <exception cref="ReportingRefusal">406 when the client takes nothing that is offered.</exception>
    public static AnswerFormat Negotiate(HttpRequest request, string? format, bool rows)
    {
        if (format is not null)
            return OfOption(format.Trim(), rows);
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept, out var types))
            return Default;
        return types.Where(t => t.Quality is not 0).OrderByDescending(t => t.Quality ?? 1).Select(t => Of(t, rows)).FirstOrDefault(f => f is not null)
            ?? throw NotAcceptable(rows);
    }

    /// <summary>Refuses a sheet where the answer holds no rows and has a type of its own, such as a number of rows.</summary>
    /// <exception cref="ReportingRefusal">406 when the client takes a sheet only.</exception>
    public static void RefuseSheet(HttpRequest request, string? format)
    {
        var accept = request.Headers.Accept;
        if (format is not null ? SheetFormat.Find(format.Trim()) is not null : MediaTypeHeaderValue.TryParseList(accept, out var types) && types.All(t => SheetFormat.Find(t.MediaType) is not null))
            throw NotAcceptable(rows: false);
    }

    private static AnswerFormat OfOption(string format, bool rows) => format.ToLowerInvariant() switch
    {
        "json" => Default,
        "xml" or "atom" => throw NotAcceptable(rows),
        _ when SheetFormat.Find(format) is { } sheet => rows ? Default with { Sheet = sheet } : throw NotAcceptable(rows),
        _ when MediaTypeHeaderValue.TryParse(format, out var type) => Of(type, rows) ?? throw NotAcceptable(rows),
        _ => throw ReportingRefusal.Malformed("$format is json, csv, xlsx or a media type."),
    };

    private static AnswerFormat? Of(MediaTypeHeaderValue type, bool rows)
    {
        if (rows && SheetFormat.Find(type.MediaType) is { } sheet)
            return Default with { Sheet = sheet };
        if (!type.MatchesMediaType("application/json") && type.MediaType != "*/*" && type.MediaType != "application/*")
            return null;
        var level = Parameter(type, "odata.metadata") ?? Parameter(type, "metadata") ?? Parameter(type, "odata");
        return new(
            !string.Equals(level, "none", StringComparison.OrdinalIgnoreCase) && !string.Equals(level, "nometadata", StringComparison.OrdinalIgnoreCase),
            string.Equals(Parameter(type, "IEEE754Compatible"), "true", StringComparison.OrdinalIgnoreCase));
    }

    private static string? Parameter(MediaTypeHeaderValue type, string name) =>
        type.Parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Value;

    private static ReportingRefusal NotAcceptable(bool rows) => new(
        StatusCodes.Status406NotAcceptable,
        "not-acceptable",
        rows ? "The feed answers in application/json, text/csv or a workbook." : "Only rows of a set are given as csv or xlsx; this answer has no such form.");
}

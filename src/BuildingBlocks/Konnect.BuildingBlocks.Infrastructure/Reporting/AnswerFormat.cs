using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>The JSON that a client gets.</summary>
/// <param name="Metadata">True for minimal metadata, false for none.</param>
/// <param name="Ieee754">True when 64-bit integers are written as text.</param>
/// <param name="OmitNulls">True when values that are null are left out: the client prefers it so.</param>
internal sealed record AnswerFormat(bool Metadata, bool Ieee754, bool OmitNulls = false)
{
    /// <summary>What a client gets that asks for nothing in particular.</summary>
    public static AnswerFormat Default { get; } = new(true, false);

    /// <summary>The media type of an answer with rows.</summary>
    public string ContentType =>
        $"application/json;odata.metadata={(Metadata ? "minimal" : "none")};odata.streaming=true{(Ieee754 ? ";IEEE754Compatible=true" : "")};charset=utf-8";

    /// <summary>
    /// Chooses by <c>$format</c>, else by <c>Accept</c>: the JSON type the client likes most. Older and fuller flavours of JSON get minimal metadata, which says so itself.
    /// </summary>
    /// <exception cref="ReportingRefusal">406 when the client takes no JSON, 501 for formats to come.</exception>
    public static AnswerFormat Negotiate(HttpRequest request, string? format)
    {
        if (format is not null)
            return OfOption(format.Trim());
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept, out var types))
            return Default;
        return types.Where(t => t.Quality is not 0).OrderByDescending(t => t.Quality ?? 1).Select(Of).FirstOrDefault(f => f is not null)
            ?? throw NotAcceptable("The feed answers in application/json.");
    }

    private static AnswerFormat OfOption(string format) => format.ToLowerInvariant() switch
    {
        "json" => Default,
        "xml" or "atom" => throw NotAcceptable("The feed answers in JSON."),
        "csv" or "xlsx" => throw ReportingRefusal.NotSupported($"$format={format} is not supported."),
        _ when MediaTypeHeaderValue.TryParse(format, out var type) => Of(type) ?? throw NotAcceptable("The feed answers in application/json."),
        _ => throw ReportingRefusal.Malformed("$format is json or a media type."),
    };

    private static AnswerFormat? Of(MediaTypeHeaderValue type)
    {
        if (!type.MatchesMediaType("application/json") && type.MediaType != "*/*" && type.MediaType != "application/*")
            return null;
        var level = Parameter(type, "odata.metadata") ?? Parameter(type, "metadata") ?? Parameter(type, "odata");
        return new(
            !string.Equals(level, "none", StringComparison.OrdinalIgnoreCase) && !string.Equals(level, "nometadata", StringComparison.OrdinalIgnoreCase),
            string.Equals(Parameter(type, "IEEE754Compatible"), "true", StringComparison.OrdinalIgnoreCase));
    }

    private static string? Parameter(MediaTypeHeaderValue type, string name) =>
        type.Parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Value;

    private static ReportingRefusal NotAcceptable(string message) => new(StatusCodes.Status406NotAcceptable, "not-acceptable", message);
}

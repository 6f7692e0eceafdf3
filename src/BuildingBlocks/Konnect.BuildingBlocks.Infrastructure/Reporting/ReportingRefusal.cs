using Konnect.BuildingBlocks.Results;
using Microsoft.AspNetCore.Http;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>A request that is refused: raised in any step of the pipeline, answered once at its end as an OData error.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable code of the error body.</param>
/// <param name="message">One English sentence for the program's author; never SQL, a stack or a secret.</param>
internal sealed class ReportingRefusal(int status, string code, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Stable code of the error body.</summary>
    public string Code { get; } = code;

    /// <summary>Seconds after which it is worth trying again; null when it is not.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The refusal for somebody who sits before a page: no body is sent, and the page of refusals tells it. Null for programs.</summary>
    public Error? Shown { get; init; }

    /// <summary>The request is not OData, or not about what exists (400).</summary>
    public static ReportingRefusal Malformed(string message) => new(StatusCodes.Status400BadRequest, "malformed", message);

    /// <summary>A limit of the feed is exceeded (400).</summary>
    public static ReportingRefusal TooComplex(string message) => new(StatusCodes.Status400BadRequest, "too-complex", message);

    /// <summary>No such set or row (404).</summary>
    public static ReportingRefusal NotFound(string message) => new(StatusCodes.Status404NotFound, "not-found", message);

    /// <summary>OData, but not offered here (501).</summary>
    public static ReportingRefusal NotSupported(string message) => new(StatusCodes.Status501NotImplemented, "not-supported", message);

    /// <summary>The database took longer than a statement may (503).</summary>
    public static ReportingRefusal TooSlow() => new(StatusCodes.Status503ServiceUnavailable, "too-slow", "The query took too long. Ask for fewer rows or columns, or try again later.") { RetryAfter = 30 };

    /// <summary>The database can't answer at this moment (503).</summary>
    public static ReportingRefusal Busy() => new(StatusCodes.Status503ServiceUnavailable, "busy", "The database is busy. Try again in a moment.") { RetryAfter = 5 };
}

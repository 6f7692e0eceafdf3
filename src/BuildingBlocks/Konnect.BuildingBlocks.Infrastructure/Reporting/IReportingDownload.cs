using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>The feed for somebody who is signed in to the pages and has no token.</summary>
public interface IReportingDownload
{
    /// <summary>Answers a request with the rows of a set, as the feed would for a token.</summary>
    /// <param name="http">The request; only its body and method count.</param>
    /// <param name="access">What its sender may see.</param>
    /// <param name="set">Name of the set.</param>
    /// <param name="query">Query options, percent-encoded.</param>
    Task SendAsync(HttpContext http, ApiAccess access, string set, string query);
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>What the feed asks of HTTP.</summary>
internal static class FeedHttp
{
    /// <summary>Sends an answer of known length; of a HEAD request only its headers.</summary>
    public static Task SendAsync(this HttpContext http, string contentType, byte[] content)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = content.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(content, http.RequestAborted).AsTask();
    }

    /// <summary>The service's own address as the client knows it, with a slash at its end.</summary>
    public static string FeedAddress(this HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{ReportingFeed.Root}/";

    /// <summary>The address after the root as it was sent: decoding it first would turn <c>%2F</c> in a key into a separator.</summary>
    public static string FeedPath(this HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?')[0];
        var at = path.IndexOf(ReportingFeed.Root, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : path[(at + ReportingFeed.Root.Length)..].TrimStart('/');
    }
}

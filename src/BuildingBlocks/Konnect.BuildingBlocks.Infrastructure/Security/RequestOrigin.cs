using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>Where the current request comes from: the connection's address, after forwarded headers of a trusted proxy, and the browser's own words.</summary>
internal sealed class RequestOrigin(IHttpContextAccessor http) : IRequestOrigin
{
    // The first that fits: a browser names those it descends from too.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"), ("Microsoft.Data.Mashup", "Power Query"), ("Excel", "Excel"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <inheritdoc/>
    public string Address => http.HttpContext?.Connection.RemoteIpAddress is not { } address ? ""
        : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    /// <inheritdoc/>
    public string Device => http.HttpContext is { } context ? InWords(context.Request.Headers.UserAgent.ToString()) : "";

    /// <summary>Browser and system of a <c>User-Agent</c>, as far as they are known.</summary>
    internal static string InWords(string userAgent) => string.Join(", ", new[] { First(Browsers, userAgent), First(Systems, userAgent) }.OfType<string>());

    private static string? First((string Sign, string Name)[] known, string userAgent) =>
        Array.Find(known, k => userAgent.Contains(k.Sign, StringComparison.Ordinal)) is { Name: { } name } ? name : null;
}

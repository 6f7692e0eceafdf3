using System.Net;
using System.Security.Claims;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>Where a request comes from: the connection's address, after forwarded headers of a trusted proxy, and what the browser says of itself.</summary>
internal sealed class RequestOrigin(IHttpContextAccessor http) : IRequestOrigin
{
    // The first that is found is it: browsers name those they descend from, and systems too.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
        ("Microsoft.Data.Mashup", "Power Query"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux")];

    /// <inheritdoc/>
    public IPAddress? Address => http.HttpContext is { } context ? AddressOf(context) : null;

    /// <inheritdoc/>
    public (string Browser, string System) Device => DeviceOf(http.HttpContext?.Request.Headers.UserAgent.ToString() ?? "");

    /// <inheritdoc/>
    public TrailOrigin InTrail => http.HttpContext is { } context ? Of(context) : TrailOrigin.None;

    /// <summary>Address and device of a request as the trail writes them.</summary>
    internal static TrailOrigin Of(HttpContext context) => TrailOrigin.Of(AddressOf(context), DeviceOf(context.Request.Headers.UserAgent.ToString()), context.User.FindFirstValue(KonnectClaims.Device) ?? "");

    private static IPAddress? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;

    /// <summary>What a browser says of itself, in a word each.</summary>
    internal static (string Browser, string System) DeviceOf(string agent) => (Find(Browsers, agent), Find(Systems, agent));

    private static string Find((string Sign, string Name)[] known, string agent) => known.FirstOrDefault(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Name ?? "";
}

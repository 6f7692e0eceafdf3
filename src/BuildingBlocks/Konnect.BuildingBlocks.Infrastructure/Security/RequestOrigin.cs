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
    public IPAddress? Address => http.HttpContext?.Connection.RemoteIpAddress is { } address ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address : null;

    /// <inheritdoc/>
    public (string Browser, string System) Device => DeviceOf(http.HttpContext?.Request.Headers.UserAgent.ToString() ?? "");

    /// <inheritdoc/>
    public string DeviceName => string.Join(", ", new[] { http.HttpContext?.User.FindFirstValue(KonnectClaims.Device) ?? "", Device.Browser, Device.System }.Where(word => word.Length > 0));

    /// <summary>What a browser says of itself, in a word each.</summary>
    internal static (string Browser, string System) DeviceOf(string agent) => (Find(Browsers, agent), Find(Systems, agent));

    private static string Find((string Sign, string Name)[] known, string agent) => known.FirstOrDefault(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Name ?? "";
}

using System.Net;
using Microsoft.AspNetCore.Http;

namespace Konnect.Modules.Access.Identity;

/// <summary>Where a request comes from.</summary>
internal interface IVisit
{
    /// <summary>The network address, or null for the command line.</summary>
    IPAddress? Address { get; }

    /// <summary>The browser and the system it runs on, in words that people know; empty when unknown.</summary>
    (string Browser, string System) Device { get; }
}

/// <summary>Where a request comes from, by its connection and what the browser says of itself.</summary>
internal sealed class Visit(IHttpContextAccessor http) : IVisit
{
    // The first that is found is it: browsers name those they descend from, and systems too.
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux")];

    public IPAddress? Address => http.HttpContext?.Connection.RemoteIpAddress is { } address ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address : null;

    public (string Browser, string System) Device => DeviceOf(http.HttpContext?.Request.Headers.UserAgent.ToString() ?? "");

    /// <summary>What a browser says of itself, in a word each.</summary>
    public static (string Browser, string System) DeviceOf(string agent) => (Find(Browsers, agent), Find(Systems, agent));

    private static string Find((string Sign, string Name)[] known, string agent) => known.FirstOrDefault(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Name ?? "";
}

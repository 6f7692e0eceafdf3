using Microsoft.AspNetCore.Http;

namespace Konnect.BuildingBlocks.Infrastructure.Live;

/// <summary>What an open page asks by itself, to show what has changed: nobody did anything, so it keeps nobody signed in and gives way to who does.</summary>
public static class PageRefresh
{
    private const string Header = "X-Konnect-Swap";

    /// <summary>True when the page asks by itself. Whoever sends something does something, whatever the header says.</summary>
    public static bool IsAskedBy(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Headers.ContainsKey(Header);
}

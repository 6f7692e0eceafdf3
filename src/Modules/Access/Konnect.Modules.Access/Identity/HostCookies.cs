using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>Cookies that only this host can have set, by their name (<c>__Host-</c>), where the connection is encrypted; a browser refuses the name elsewhere.</summary>
internal sealed class HostCookies(IClock clock) : ICookieManager
{
    private readonly ChunkingCookieManager inner = new();

    /// <summary>The name of a cookie in this request.</summary>
    public static string NameIn(HttpContext context, string name) => context.Request.IsHttps ? $"__Host-{name}" : name;

    public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, NameIn(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        options.Path = "/";
        // How long, not until when: a device's clock may say anything.
        (options.MaxAge, options.Expires) = (options.Expires - clock.GetCurrentInstant().ToDateTimeOffset() ?? options.MaxAge, null);
        inner.AppendResponseCookie(context, NameIn(context, key), value, options);
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        options.Path = "/";
        inner.DeleteCookie(context, NameIn(context, key), options);
    }
}

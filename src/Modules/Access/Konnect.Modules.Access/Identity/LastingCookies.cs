using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>Cookies of a sign-in: for all paths, and told for how long they last, not until when: a device's clock may say anything.</summary>
internal sealed class LastingCookies(IClock clock) : ICookieManager
{
    private readonly ChunkingCookieManager inner = new();

    public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, key);

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        options.Path = "/";
        (options.MaxAge, options.Expires) = (options.Expires - clock.GetCurrentInstant().ToDateTimeOffset() ?? options.MaxAge, null);
        inner.AppendResponseCookie(context, key, value, options);
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        options.Path = "/";
        inner.DeleteCookie(context, key, options);
    }
}

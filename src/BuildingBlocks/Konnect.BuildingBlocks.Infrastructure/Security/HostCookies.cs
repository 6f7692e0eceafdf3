using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>
/// Cookies that only this host can have set, by their name (<c>__Host-</c>), where the connection is encrypted; a browser refuses the name elsewhere. The
/// prefix is added and taken off here for every cookie alike, so that no other code knows it.
/// </summary>
public static class HostCookies
{
    /// <summary>What browsers take from this host alone, over HTTPS, for all its paths.</summary>
    public const string Prefix = "__Host-";

    /// <summary>A cookie for the whole host that scripts don't see, and that another site's form does not send along.</summary>
    public static CookieOptions Hidden(HttpContext context, TimeSpan age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = age, IsEssential = true };

    /// <summary>Goes after what tells whether the request came by HTTPS, and before whatever reads or sets a cookie.</summary>
    public static IApplicationBuilder UseHostCookies(this IApplicationBuilder app) => app.Use((HttpContext context, RequestDelegate next) =>
    {
        if (context.Request.IsHttps)
        {
            // What comes without the prefix may be of another host of the same domain, or of a connection that somebody listened to: it is not seen.
            context.Request.Headers.Cookie = string.Join("; ", context.Request.Headers.Cookie.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries))
                .Where(cookie => cookie.StartsWith(Prefix, StringComparison.Ordinal)).Select(cookie => cookie[Prefix.Length..]));
            context.Features.Set<IResponseCookiesFeature>(new Feature(new Prefixed(context.Response.Cookies)));
        }

        return next(context);
    });

    private sealed record Feature(IResponseCookies Cookies) : IResponseCookiesFeature;

    private sealed class Prefixed(IResponseCookies inner) : IResponseCookies
    {
        public void Append(string key, string value) => Append(key, value, new());

        public void Append(string key, string value, CookieOptions options) => inner.Append(Prefix + key, value, Whole(options));

        public void Delete(string key) => Delete(key, new());

        public void Delete(string key, CookieOptions options) => inner.Delete(Prefix + key, Whole(options));

        /// <summary>The name binds these.</summary>
        private static CookieOptions Whole(CookieOptions options) => new(options) { Path = "/", Domain = null, Secure = true };
    }
}

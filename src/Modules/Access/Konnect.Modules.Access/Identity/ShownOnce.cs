using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Konnect.Modules.Access.Identity;

/// <summary>
/// Carries a secret over the redirect to the page that shows it: once, within two minutes, in a cookie that only this installation can read. The page is part of
/// the cookie's name and of what is encrypted: on another it opens nothing.
/// </summary>
internal sealed class ShownOnce(IHttpContextAccessor http, IDataProtectionProvider protection)
{
    private const string Cookie = "konnect.once";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>Keeps the secret for the next view of a page, or of this one.</summary>
    public void Keep(string secret, string? path = null)
    {
        var context = http.HttpContext!;
        var page = path ?? context.Request.Path.ToString();
        context.Response.Cookies.Append(NameOf(page), ProtectorOf(page).Protect(secret, Lifetime), Options(context));
    }

    /// <summary>The secret kept for this page, if this request is one that somebody sees; it is gone after that.</summary>
    public string? Take()
    {
        var context = http.HttpContext!;
        var page = context.Request.Path.ToString();
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Headers.ContainsKey("Sec-Purpose") || context.Request.Cookies[NameOf(page)] is not { } kept)
            return null;
        context.Response.Cookies.Delete(NameOf(page), Options(context));
        try
        {
            return ProtectorOf(page).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string NameOf(string page) => Cookie + page.Replace('/', '.');

    private ITimeLimitedDataProtector ProtectorOf(string page) => protection.CreateProtector(Cookie, page).ToTimeLimitedDataProtector();

    private static CookieOptions Options(HttpContext context) =>
        new() { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = Lifetime, IsEssential = true };
}

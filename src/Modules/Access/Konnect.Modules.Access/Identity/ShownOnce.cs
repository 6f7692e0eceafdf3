using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Konnect.Modules.Access.Identity;

/// <summary>Carries a secret over the redirect to the page that shows it: once, within two minutes, in a cookie that only this installation can read.</summary>
internal sealed class ShownOnce(IHttpContextAccessor http, IDataProtectionProvider protection)
{
    private const string Cookie = "konnect.once";

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector(Cookie).ToTimeLimitedDataProtector();

    /// <summary>Keeps the secret for the next view of a page, or of this one.</summary>
    public void Keep(string secret, string? path = null)
    {
        var context = http.HttpContext!;
        context.Response.Cookies.Append(Cookie, protector.Protect(secret, TimeSpan.FromMinutes(2)), new()
        {
            Path = path ?? context.Request.Path,
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromMinutes(2),
            IsEssential = true,
        });
    }

    /// <summary>The secret kept for this page, if this request is one that somebody sees; it is gone after that.</summary>
    public string? Take()
    {
        var context = http.HttpContext!;
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Headers.ContainsKey("Sec-Purpose") || context.Request.Cookies[Cookie] is not { } kept)
            return null;
        context.Response.Cookies.Delete(Cookie, new() { Path = context.Request.Path });
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

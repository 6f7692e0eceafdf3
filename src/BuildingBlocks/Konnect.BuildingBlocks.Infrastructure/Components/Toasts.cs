using System.Text.Json;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>How to take back what was just done: the form that a toast offers.</summary>
/// <param name="Action">Address of the page that takes it back.</param>
/// <param name="Form">Name of its <see cref="PostForm"/>.</param>
/// <param name="Fields">The form's fields by their names.</param>
public sealed record Undo(string Action, string Form, IReadOnlyDictionary<string, string> Fields);

/// <summary>A sentence about what was done, shown once on the next page.</summary>
/// <param name="Text">The sentence, in the user's language.</param>
/// <param name="Undo">How to take it back, if it can be.</param>
public sealed record ToastMessage(string Text, Undo? Undo = null);

/// <summary>Carries a toast over a redirect, in a cookie of half a minute that only this installation can read.</summary>
public sealed class Toasts(IHttpContextAccessor http, IDataProtectionProvider protection)
{
    private const string Cookie = "konnect.toast";

    private readonly IDataProtector protector = protection.CreateProtector(Cookie);

    /// <summary>Shows a sentence on the next page.</summary>
    public void Show(string text, Undo? undo = null) => http.HttpContext?.Response.Cookies.Append(
        Cookie,
        protector.Protect(JsonSerializer.Serialize(new ToastMessage(text, undo))),
        HostCookies.Hidden(http.HttpContext, TimeSpan.FromSeconds(30)));

    /// <summary>Takes the toast that waits, if there is one and this request is a page that somebody will see.</summary>
    internal ToastMessage? Take()
    {
        if (http.HttpContext is not { } context || context.Request.Cookies[Cookie] is not { } kept || context.Response.HasStarted)
            return null;
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Headers.ContainsKey("X-Konnect-Swap") || context.Request.Headers.ContainsKey("Sec-Purpose"))
            return null;
        context.Response.Cookies.Delete(Cookie);
        try
        {
            return JsonSerializer.Deserialize<ToastMessage>(protector.Unprotect(kept));
        }
        catch (Exception unreadable) when (unreadable is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }
}

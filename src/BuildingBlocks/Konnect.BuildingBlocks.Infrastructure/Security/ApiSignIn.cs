using System.Text;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>
/// Signs a program in by its token: as the password of Basic (any user name), as Bearer, in <c>X-API-Key</c>, or as <c>api-key</c> in the query,
/// which is how Power BI sends a Web API key.
/// </summary>
public static class ApiSignIn
{
    /// <summary>Name of the token in the query.</summary>
    public const string QueryKey = "api-key";

    /// <summary>What an answer with status 401 asks for, in <c>WWW-Authenticate</c>.</summary>
    public const string Challenge = "Basic realm=\"Konnect\"";

    /// <summary>
    /// What the request's token opens; or null, and an English sentence that says whether the token is missing, unknown, expired or revoked.
    /// </summary>
    public static async Task<(ApiAccess? Access, string Refusal)> CheckAsync(HttpRequest request, IApiTokens tokens, CancellationToken cancellationToken)
    {
        if (TokenOf(request) is not { Length: > 0 } token)
            return (null, "Sign in with an API token: as the password of Basic with user name apikey, as Bearer, or in the X-API-Key header.");
        var check = await tokens.CheckAsync(token, cancellationToken);
        return (check.Access, check.State switch
        {
            ApiTokenState.Valid => "",
            ApiTokenState.Expired => "The API token has expired.",
            ApiTokenState.Revoked => "The API token was revoked.",
            ApiTokenState.Waiting => "The API token waits for somebody else's approval.",
            _ => "The API token is unknown.",
        });
    }

    private static string? TokenOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (After(authorization, "Basic ") is { } basic)
            return PasswordOf(basic);
        if (After(authorization, "Bearer ") is { } bearer)
            return bearer;
        return request.Headers["X-API-Key"].ToString() is { Length: > 0 } header ? header.Trim() : request.Query[QueryKey].ToString().Trim();
    }

    private static string? After(string text, string scheme) => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? text[scheme.Length..].Trim() : null;

    private static string? PasswordOf(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? text[(colon + 1)..] : null;
    }
}

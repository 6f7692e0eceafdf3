using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Konnect.Modules.Access.Identity;

/// <summary>Requests of an inspector who opened a link. When the visit is over, a page leads to the one that says so.</summary>
internal sealed class InspectionScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, InspectionDevice device)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        await device.AuthenticateAsync() is { } principal ? AuthenticateResult.Success(new(principal, InspectionDevice.Scheme)) : AuthenticateResult.NoResult();

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (SignInSession.IsUse(Context))
            Response.Redirect($"{InspectionDevice.Page}?over=yes");
        else
            Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}

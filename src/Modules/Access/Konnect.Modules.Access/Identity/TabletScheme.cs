using System.Text.Encodings.Web;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Konnect.Modules.Access.Identity;

/// <summary>Requests from a group tablet. Where a PIN would help, a page leads to the one that asks for it.</summary>
internal sealed class TabletScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TabletDevice device, PermissionTable permissions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        await device.AuthenticateAsync() is { } principal ? AuthenticateResult.Success(new(principal, TabletDevice.Scheme)) : AuthenticateResult.NoResult();

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect($"/tablet{QueryString.Create("return", Request.PathBase + Request.Path + Request.QueryString)}");
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (HttpMethods.IsGet(Request.Method) && Context.User.IsInRole(Roles.Tablet)
            && Context.GetEndpoint()?.Metadata.GetMetadata<RequiresPermissionAttribute>() is { } needed && permissions.Holds(Roles.AtTablet, needed.Permission))
            return HandleChallengeAsync(properties);
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}

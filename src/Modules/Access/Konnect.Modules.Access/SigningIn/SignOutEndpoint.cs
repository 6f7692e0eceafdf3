using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Identity;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Konnect.Modules.Access.SigningIn;

/// <summary><c>POST /sign-out</c>, from the button that every page of the office has.</summary>
internal static class SignOutEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/sign-out", async (HttpContext http, IAntiforgery antiforgery, IMediator mediator) =>
        {
            // A session that is over already needs no proof that its owner wants to leave.
            if (http.User.Identity?.IsAuthenticated == true)
            {
                if (!await antiforgery.IsRequestValidAsync(http))
                    return Results.StatusCode(StatusCodes.Status400BadRequest);
                await mediator.Send(new SignOut.Command());
            }

            return Results.LocalRedirect(http.User.IsInRole(Roles.AtTablet) ? "/" : http.User.IsInRole(Roles.Tablet) ? "/tablet" : http.User.IsInRole(Roles.InspectorByLink) ? InspectionDevice.Page : "/sign-in");
        }).WithMetadata(new PublicAttribute("Ends the sender's own session, if there is one."));
}

using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Konnect.Modules.Access.Tablets;

/// <summary><c>GET /tablet/awake</c>: somebody touches the tablet without asking for a page, for example while filling in a form.</summary>
internal static class TabletAwake
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/tablet/awake", () => Results.NoContent()).WithMetadata(new PublicAttribute("It answers nothing; that it was asked is noted for a tablet that is open."));
}

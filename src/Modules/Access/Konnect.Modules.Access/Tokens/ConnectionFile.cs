using System.Net.Mime;
using System.Text.Json;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Konnect.Modules.Access.Tokens;

/// <summary><c>GET /tokens/konnect.pbids</c>: opens Power BI with the feed's address; the token is asked for there.</summary>
internal static class ConnectionFile
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/tokens/konnect.pbids", (HttpRequest request) =>
        {
            var feed = $"{request.Scheme}://{request.Host}{request.PathBase}/odata/v1";
            var file = new
            {
                version = "0.1",
                connections = new[] { new { details = new { protocol = "odata", address = new { url = feed } }, mode = "Import" } },
            };
            return Results.File(JsonSerializer.SerializeToUtf8Bytes(file), MediaTypeNames.Application.Octet, "konnect.pbids");
        }).WithMetadata(new RequiresPermissionAttribute(AccessPermissions.ManageTokens));
}

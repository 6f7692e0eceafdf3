using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Konnect.Modules.Access.Reports;

/// <summary>
/// <c>GET /reports/SET.csv</c> and <c>.xlsx</c>: the rows of a set as a file, with the rights of who is signed in; query options of the feed go with it.
/// Nobody gets names this way: what the pages give is what a token for figures gives.
/// </summary>
internal static class SetDownload
{
    private static readonly string[] Formats = ["csv", "xlsx"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var format in Formats)
        {
            endpoints.MapGet($"/reports/{{set}}.{format}", (string set, HttpContext http, ICurrentUser user, IReportingDownload feed) =>
            {
                var access = new ApiAccess(user.Id!.Value, ApiScopeKind.Bi, user.Scope.All ? null : user.Scope.Locations);
                var query = http.Request.QueryString.Value!.TrimStart('?');
                return feed.SendAsync(http, access, set, query.Length == 0 ? $"$format={format}" : $"{query}&$format={format}");
            }).WithMetadata(new RequiresPermissionAttribute(AccessPermissions.ManageTokens));
        }
    }
}

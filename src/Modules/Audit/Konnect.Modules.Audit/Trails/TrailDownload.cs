using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Modules.Audit.Trails;

/// <summary><c>GET /trail.csv</c> and <c>/trail.xlsx</c>: the trail as a file, of some days or whole, without names.</summary>
internal static class TrailDownload
{
    private static readonly string[] Formats = ["csv", "xlsx"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var format in Formats)
        {
            endpoints.MapGet($"/trail.{format}", (string? from, string? until, HttpContext http, ICurrentUser user, IReportingDownload feed, ZonedClock clock) => feed.SendAsync(
                http,
                new ApiAccess(user.Id!.Value, ApiScopeKind.Admin),
                "AuditEvents",
                $"$format={format}&$orderby=Id{Filter(from, until, clock)}")).WithMetadata(new RequiresPermissionAttribute(AuditPermissions.Export));
        }
    }

    private static string Filter(string? from, string? until, ZonedClock clock)
    {
        var conditions = new List<string>();
        if (AddressDate.Parse(from) is { } first)
            conditions.Add($"At ge {InstantPattern.ExtendedIso.Format(clock.Zone.AtStartOfDay(first).ToInstant())}");
        if (AddressDate.Parse(until) is { } last)
            conditions.Add($"At lt {InstantPattern.ExtendedIso.Format(clock.Zone.AtStartOfDay(last.PlusDays(1)).ToInstant())}");
        return conditions.Count == 0 ? "" : $"&$filter={Uri.EscapeDataString(string.Join(" and ", conditions))}";
    }
}

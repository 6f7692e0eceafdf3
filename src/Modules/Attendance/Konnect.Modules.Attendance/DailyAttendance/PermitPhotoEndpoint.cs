using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary><c>GET /groups/{code}/permits/{id}/photo</c>: what the board shows of somebody at the door. No cache keeps it.</summary>
internal static class PermitPhotoEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(PermitPhotos.Pattern, async (string code, Guid id, HttpContext http, IMediator mediator) =>
        {
            http.Response.Headers.CacheControl = "private, no-store";
            return await mediator.Send(new GetPermitPhoto.Query(code, id), http.RequestAborted) is { IsSuccess: true, Value: { Content: { } content } photo }
                ? Results.Bytes(content, photo.ContentType)
                : Results.NotFound();
        }).WithMetadata(new RequiresPermissionAttribute(AttendancePermissions.CheckIn));
}

using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Konnect.Modules.Attendance.Handover;

/// <summary><c>POST /offline/notes</c>: a note that a device kept while it had no connection. Times are milliseconds since 1970, as browsers count them.</summary>
internal static class HandoverEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        // Whose tablet is not opened by a PIN may send taps and no notes: the handler refuses it, and the note waits for who may.
        endpoints.MapPost("/offline/notes", async (HttpContext http, IMediator mediator, Texts texts, ICurrentUser user) =>
        {
            if (await DeviceMail.ReadAsync<Sent>(http) is not { } sent)
                return Results.BadRequest();
            if (!user.Has(AttendancePermissions.HandOver))
                return Results.Json(new { Refused = (string?)null, Waits = true });
            var answer = await mediator.Send(new WriteNote.Command
            {
                RequestId = sent.Id,
                GroupCode = sent.Group ?? "",
                Text = sent.Text ?? "",
                At = Instant.FromUnixTimeMilliseconds(sent.At),
                AheadSeconds = sent.Ahead,
                SentAt = Instant.FromUnixTimeMilliseconds(sent.SentAt),
                Holder = sent.By ?? "",
            });
            return Results.Json(new { Refused = answer.IsSuccess ? null : texts[answer.Errors[0]], Waits = false });
        }).WithMetadata(new RequiresPermissionAttribute(AttendancePermissions.CheckIn), new RequestSizeLimitAttribute(16 * 1024));

    private sealed record Sent(long SentAt, Guid Id, string? Group, string? Text, long At, int? Ahead, string? By) : IDeviceMail
    {
        public bool IsWhole => DeviceMail.IsTime(At) && DeviceMail.IsTime(SentAt);
    }
}

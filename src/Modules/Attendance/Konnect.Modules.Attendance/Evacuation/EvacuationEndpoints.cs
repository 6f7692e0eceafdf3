using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary><c>POST /offline/evacuations</c>: an evacuation that a device began without a connection. Times are milliseconds since 1970, as browsers count them.</summary>
internal static class EvacuationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/offline/evacuations", async (HttpContext http, IMediator mediator, Texts texts) =>
        {
            if (await DeviceMail.ReadAsync<Sent>(http) is not { } sent)
                return Results.BadRequest();
            var answer = await mediator.Send(new SyncEvacuation.Command
            {
                RequestId = sent.Id,
                LocationCode = sent.Location ?? "",
                IsDrill = sent.Drill,
                At = Instant.FromUnixTimeMilliseconds(sent.At),
                AheadSeconds = sent.Ahead,
                SentAt = Instant.FromUnixTimeMilliseconds(sent.SentAt),
                Holder = sent.By ?? "",
                People = [.. sent.People!.Select(p => new SyncEvacuation.SentPerson(p.Id, p.Group ?? ""))],
                Ticks = [.. sent.Ticks!.Select(t => new SyncEvacuation.SentTick(t.Id, t.Person, Instant.FromUnixTimeMilliseconds(t.At), t.Ahead, t.Undo, t.By ?? ""))],
            });
            // What is refused whole is answered, too: the device says why, and does not send it for ever. One of a place that the sender does not reach waits for who does.
            return answer.IsSuccess
                ? Results.Json(new { Id = (Guid?)answer.Value.Id, Open = answer.Value.IsToday, Waits = false, Refused = answer.Value.Refusals.Select(r => new { r.Id, Text = texts[r.Why] }) })
                : Results.Json(new { Id = (Guid?)null, Open = false, Waits = answer.Errors.Any(e => e.Code == "attendance.location-unknown"), Refused = answer.Errors.Select(e => new { sent.Id, Text = texts[e] }) });
        }).WithMetadata(new RequiresPermissionAttribute(AttendancePermissions.Evacuate), new RequestSizeLimitAttribute(1024 * 1024));

    private sealed record Sent(long SentAt, Guid Id, string? Location, bool Drill, long At, int? Ahead, string? By, IReadOnlyList<SentPerson>? People, IReadOnlyList<SentTick>? Ticks) : IDeviceMail
    {
        public bool IsWhole => People is not null && Ticks is not null && People.All(p => p is not null) && Ticks.All(t => t is not null) && Ticks.Select(t => t.At).Append(At).Append(SentAt).All(DeviceMail.IsTime);
    }

    private sealed record SentPerson(Guid Id, string? Group);

    private sealed record SentTick(Guid Id, Guid Person, long At, int? Ahead, bool Undo, string? By);
}

using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>
/// What the script of the group board asks: <c>GET /offline/keys</c> for the keys of what it keeps, <c>POST /offline/taps</c> with taps that waited. Times are milliseconds
/// since 1970, as browsers count them.
/// </summary>
internal static class OfflineEndpoints
{
    private const string Page = "/offline";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"{Page}/keys", async (string? device, string? earlier, HttpContext http, IMediator mediator, IAntiforgery antiforgery) =>
        {
            var answer = await mediator.Send(new GetOfflineKeys.Query(device ?? "", (earlier ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)));
            if (!answer.IsSuccess)
                return Results.BadRequest();
            var keys = answer.Value;
            return Results.Json(new
            {
                keys.Today,
                keys.Earlier,
                Now = keys.Now.ToUnixTimeMilliseconds(),
                Midnight = keys.Midnight.ToUnixTimeMilliseconds(),
                Token = antiforgery.GetAndStoreTokens(http).RequestToken,
            });
        }).WithMetadata(new RequiresPermissionAttribute(AttendancePermissions.CheckIn));
        endpoints.MapPost($"{Page}/taps", async (HttpContext http, IMediator mediator, Texts texts) =>
        {
            if (await DeviceMail.ReadAsync<Batch>(http) is not { } batch)
                return Results.BadRequest();
            var answer = await mediator.Send(new SyncTaps.Command
            {
                SentAt = Instant.FromUnixTimeMilliseconds(batch.SentAt),
                Taps = [.. batch.Taps!.Select(t => new SyncTaps.SentTap(t.Id, t.Kind, t.Group, t.Person, Instant.FromUnixTimeMilliseconds(t.At), t.Ahead, t.Collector?.Choice))],
            });
            return answer.IsSuccess
                ? Results.Json(answer.Value.Answers.Select(a => new { a.Id, Refused = a.Refusal is { } refusal ? texts[refusal] : null, Waits = a.Refusal?.Code == "attendance.needs-pin" }))
                : Results.BadRequest(answer.Errors.Select(e => e.Code));
        }).WithMetadata(new RequiresPermissionAttribute(AttendancePermissions.CheckIn), new RequestSizeLimitAttribute(256 * 1024));
    }

    private sealed record Batch(long SentAt, IReadOnlyList<BatchTap>? Taps) : IDeviceMail
    {
        public bool IsWhole => Taps is not null && Taps.All(t => t is not null) && Taps.Select(t => t.At).Append(SentAt).All(DeviceMail.IsTime);
    }

    private sealed record BatchTap(Guid Id, string Kind, string Group, Guid Person, long At, int? Ahead, CollectorFields.Input? Collector);
}

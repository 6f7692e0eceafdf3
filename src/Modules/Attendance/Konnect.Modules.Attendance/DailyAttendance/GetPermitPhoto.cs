using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Children.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>The photo of somebody who may collect a child of the group once, today.</summary>
internal static class GetPermitPhoto
{
    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Query(string GroupCode, Guid PermitId) : IRequest<Result<Response>>;

    /// <param name="Content">The picture; null when there is none (any more).</param>
    /// <param name="ContentType">What kind of picture.</param>
    public sealed record Response(ReadOnlyMemory<byte>? Content, string ContentType);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(GroupAccess access, ICollectorPermits permits, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Response>.Fail(location.Errors);
            return await permits.FindPictureAsync(request.PermitId, cancellationToken) is { } picture
                && (await access.CheckChildrenAsync(location.Value, [picture.ChildId], clock.GetCurrentDate(), cancellationToken)).IsSuccess
                ? new Response(picture.Content, picture.ContentType)
                : Error.NotFound("attendance.collector-unknown", nameof(Query.PermitId));
        }
    }
}

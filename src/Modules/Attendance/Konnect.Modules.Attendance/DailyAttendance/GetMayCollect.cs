using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Children.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>Who may take a child of the group home.</summary>
internal static class GetMayCollect
{
    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Query(string GroupCode, Guid ChildId) : IRequest<Result<IReadOnlyList<MayCollect>>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.ChildId).NotEmpty();
    }

    public sealed class Handler(GroupAccess access, IChildDirectory children, ZonedClock clock) : IRequestHandler<Query, Result<IReadOnlyList<MayCollect>>>
    {
        public async Task<Result<IReadOnlyList<MayCollect>>> Handle(Query request, CancellationToken cancellationToken)
        {
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<IReadOnlyList<MayCollect>>.Fail(location.Errors);
            var allowed = await access.CheckChildrenAsync(location.Value, [request.ChildId], clock.GetCurrentDate(), cancellationToken);
            return allowed.IsSuccess
                ? Result<IReadOnlyList<MayCollect>>.Ok(await children.ListMayCollectAsync(request.ChildId, cancellationToken))
                : Result<IReadOnlyList<MayCollect>>.Fail(allowed.Errors);
        }
    }
}

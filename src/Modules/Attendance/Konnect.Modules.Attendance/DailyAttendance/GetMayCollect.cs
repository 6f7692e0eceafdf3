using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Children.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>Who may take children of the group home.</summary>
internal static class GetMayCollect
{
    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Query(string GroupCode, IReadOnlyList<Guid> ChildIds) : IRequest<Result<ILookup<Guid, MayCollect>>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.ChildIds).NotNull();
    }

    public sealed class Handler(GroupAccess access, IChildDirectory children, ZonedClock clock) : IRequestHandler<Query, Result<ILookup<Guid, MayCollect>>>
    {
        public async Task<Result<ILookup<Guid, MayCollect>>> Handle(Query request, CancellationToken cancellationToken)
        {
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<ILookup<Guid, MayCollect>>.Fail(location.Errors);
            var allowed = await access.CheckChildrenAsync(location.Value, request.ChildIds, clock.GetCurrentDate(), cancellationToken);
            return allowed.IsSuccess
                ? Result<ILookup<Guid, MayCollect>>.Ok(await children.ListMayCollectAsync(request.ChildIds, cancellationToken))
                : Result<ILookup<Guid, MayCollect>>.Fail(allowed.Errors);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Children.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>Who may take children of the group home.</summary>
internal static class GetMayCollect
{
    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Query(string GroupCode, IReadOnlyList<Guid> ChildIds) : IRequest<Result<Response>>;

    /// <param name="People">Of each child.</param>
    /// <param name="Permits">Who may collect each child once, today.</param>
    /// <param name="Ask">Whether to tell who takes a child home.</param>
    /// <param name="Instruction">What the organisation says about it.</param>
    public sealed record Response(ILookup<Guid, MayCollect> People, ILookup<Guid, CollectorPermitInfo> Permits, CollectorAsk Ask, string Instruction);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.ChildIds).NotNull();
    }

    public sealed class Handler(GroupAccess access, IChildDirectory children, ICollectorPermits permits, CollectorRegister collectors, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var location = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!location.IsSuccess)
                return Result<Response>.Fail(location.Errors);
            var allowed = await access.CheckChildrenAsync(location.Value, request.ChildIds, clock.GetCurrentDate(), cancellationToken);
            if (!allowed.IsSuccess)
                return Result<Response>.Fail(allowed.Errors);
            var rule = await collectors.RuleAsync(cancellationToken);
            return new Response(
                await children.ListMayCollectAsync(request.ChildIds, cancellationToken),
                await permits.ListAsync(request.ChildIds, clock.GetCurrentDate(), cancellationToken),
                rule.Ask,
                rule.Instruction);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.Evacuation;

/// <summary>
/// The list on paper, for when nothing else works: children expected today with telephone numbers, and the roster. Nothing of it is stored; that it was asked for stands
/// in the trail, since it takes telephone numbers out of the door.
/// </summary>
internal static class GetEvacuationSheet
{
    [Recorded]
    [RequiresPermission(AttendancePermissions.Evacuate)]
    public sealed record Query(string? LocationCode, string? OfGroup) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.LocationCode).NotEmpty().When(q => q.OfGroup is null);
    }

    /// <param name="Phones">Of who may collect the child, in the order to call.</param>
    public sealed record Child(string Name, LocalTime From, LocalTime To, IReadOnlyList<ChildAlert> Alerts, IReadOnlyList<MayCollect> Phones);

    public sealed record Member(string Name, LocalTime From, LocalTime To);

    public sealed record Part(GroupInfo Group, IReadOnlyList<Child> Children, IReadOnlyList<Member> Staff);

    public sealed record Response(LocationInfo Location, LocalDate Date, LocalTime Now, IReadOnlyList<Part> Parts);

    public sealed class Handler(EvacuationRegister register, LocationDays days, GroupAccess access, IChildDirectory children, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var code = request.LocationCode ?? (await days.OfGroupAsync(request.OfGroup!, cancellationToken))?.Code ?? "";
            var place = await register.FindPlaceAsync(code, request.OfGroup, cancellationToken);
            if (!place.IsSuccess)
                return Result<Response>.Fail(place.Errors);
            var day = await days.LoadAsync(place.Value, clock.GetCurrentDate(), cancellationToken);
            var groups = access.GroupsOf(place.Value).Where(g => request.OfGroup is null || g.Code == request.OfGroup).ToList();
            var expected = day.Expected.Where(c => groups.Exists(g => g.Code == c.GroupCode)).ToList();
            var ids = expected.Select(c => c.ChildId).Distinct().ToList();
            var (phones, alerts) = (await children.ListMayCollectAsync(ids, cancellationToken), await children.ListAlertsAsync(ids, cancellationToken));
            return new Response(place.Value, day.Date, clock.GetCurrentInstant().TimeIn(clock.Zone), [.. groups.Select(g => new Part(
                g,
                [.. expected.Where(c => c.GroupCode == g.Code).GroupBy(c => c.ChildId)
                    .Select(c => (Info: day.People.Child(c.Key), From: c.Min(p => p.StartsAt), To: c.Max(p => p.EndsAt), Key: c.Key)).Where(c => c.Info is not null)
                    .OrderBy(c => c.Info!.CallName, StringComparer.Ordinal)
                    .Select(c => new Child(c.Info!.FullName, c.From, c.To, [.. alerts[c.Key]], [.. phones[c.Key].Where(p => p.IsAllowed && p.Phone is not null)]))],
                [.. day.Plan.Staff.Where(s => s.GroupCode == g.Code).OrderBy(s => s.StartsAt).Select(s => new Member(day.People.Staff(s.StaffId)?.FullName ?? "?", s.StartsAt, s.EndsAt))]))]);
        }
    }
}

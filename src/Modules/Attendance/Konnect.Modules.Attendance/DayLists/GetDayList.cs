using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DayLists;

/// <summary>Who is expected on a group that day, to tick on paper: for break-time care at a school, or when nothing else works. Nothing of it is stored.</summary>
internal static class GetDayList
{
    [RequiresPermission(AttendancePermissions.View)]
    public sealed record Query(string GroupCode, LocalDate? Date) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.GroupCode).NotEmpty();
    }

    /// <param name="IsAbsent">Reported absent.</param>
    public sealed record Line(string Name, int AgeYears, LocalTime From, LocalTime To, bool IsAbsent, IReadOnlyList<ChildAlert> Alerts);

    public sealed record Response(GroupInfo Group, LocationInfo Location, LocalDate Date, LocalDate Today, bool IsClosed, IReadOnlyList<Line> Children);

    public sealed class Handler(LocationDays days, IChildDirectory children, GroupAccess access, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            var day = await days.LoadAsync(found.Value, request.Date ?? clock.GetCurrentDate(), cancellationToken);
            var alerts = await children.ListAlertsAsync([.. day.Planned.Where(c => c.GroupCode == request.GroupCode).Select(c => c.ChildId).Distinct()], cancellationToken);
            return new Response(
                found.Value.Groups.Single(g => g.Code == request.GroupCode),
                found.Value,
                day.Date,
                clock.GetCurrentDate(),
                day.Plan.IsClosed,
                [.. from c in day.Planned
                    where c.GroupCode == request.GroupCode
                    let child = day.People.Child(c.ChildId)
                    where child is not null
                    orderby child.CallName, c.StartsAt
                    select new Line(child.FullName, Ages.YearsOn(child.BirthDate, day.Date), c.StartsAt, c.EndsAt, day.Absences.ContainsKey(c.ChildId), [.. alerts[c.ChildId]])]);
        }
    }
}

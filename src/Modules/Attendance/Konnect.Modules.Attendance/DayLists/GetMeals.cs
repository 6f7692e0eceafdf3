using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DayLists;

/// <summary>How many eat at a time of today, group by group, and who may not eat everything: for who lays the table.</summary>
internal static class GetMeals
{
    [RequiresPermission(AttendancePermissions.View)]
    public sealed record Query(string GroupCode, LocalTime? At) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.GroupCode).NotEmpty();
    }

    public sealed record Diet(string Number, string CallName, string FullName, IReadOnlyList<ChildAlert> Alerts);

    /// <param name="Present">Who is there already.</param>
    /// <param name="Expected">Who is still to come before that time.</param>
    /// <param name="Staff">Adults there at that time, as registered or by roster.</param>
    public sealed record Line(GroupInfo Group, int Present, int Expected, int Staff, IReadOnlyList<Diet> Diets)
    {
        public int Children => Present + Expected;
    }

    /// <param name="Groups">The groups of the location that the user may see, the one asked for first.</param>
    public sealed record Response(GroupInfo Group, LocationInfo Location, LocalDate Date, LocalTime At, IReadOnlyList<Line> Groups);

    public sealed class Handler(LocationDays days, IChildDirectory children, GroupAccess access, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        private static readonly LocalTime[] Meals = [new(9, 30), new(12, 0), new(15, 30), new(17, 0)];

        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            var (location, now) = (found.Value, clock.GetCurrentInstant());
            var day = await days.LoadAsync(location, clock.GetCurrentDate(), cancellationToken);
            var time = request.At ?? Meals.FirstOrDefault(m => day.At(m) >= now, Meals[^1]);
            var groups = access.GroupsOf(location).OrderBy(g => g.Code != request.GroupCode).ToList();
            var alerts = await children.ListAlertsAsync(day.ChildrenOf(groups.Select(g => g.Code)), cancellationToken);
            return new Response(
                location.Groups.Single(g => g.Code == request.GroupCode),
                location,
                day.Date,
                time,
                [.. groups.Select(g => LineOf(day, g, alerts, day.At(time), now))]);
        }

        private static Line LineOf(DayPicture day, GroupInfo group, ILookup<Guid, ChildAlert> alerts, Instant at, Instant now)
        {
            var present = (from p in day.Children
                where p.GroupCode == @group.Code && p.ArrivedAt <= at && (p.DepartedAt is null || p.DepartedAt > at)
                // Who is there now goes home as planned.
                where p.DepartedAt is not null || at <= now || !(day.Plan.Children.Where(c => c.ChildId == p.ChildId && c.GroupCode == p.GroupCode).Max(c => (LocalTime?)c.EndsAt) is { } ends && day.At(ends) <= at && day.At(ends) > now)
                select p.ChildId).Distinct().ToList();
            var expected = at <= now ? [] : (from c in day.Expected
                where c.GroupCode == @group.Code && day.At(c.StartsAt) <= at && day.At(c.EndsAt) > at && !day.HasCome(c)
                select c.ChildId).Except(present).ToList();
            var staff = day.Staff.Where(p => p.GroupCode == @group.Code && (at <= now ? p.ArrivedAt <= at && (p.DepartedAt is null || p.DepartedAt > at) : p.IsOpen)).Select(p => p.StaffId)
                .Concat(at <= now ? [] : day.Plan.Staff.Where(s => s.GroupCode == @group.Code && day.At(s.StartsAt) <= at && day.At(s.EndsAt) > at).Select(s => s.StaffId)).Distinct().Count();
            return new Line(group, present.Count, expected.Count, staff, [.. from id in present.Concat(expected)
                let child = day.People.Child(id)
                where child is not null
                let food = alerts[id].Where(a => a.Kind is "allergy" or "diet").ToList()
                where food.Count > 0
                orderby child.CallName
                select new Diet(child.Number, child.CallName, child.FullName, food)]);
        }
    }
}

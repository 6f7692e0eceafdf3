using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Calendars;

namespace Konnect.Modules.Planning.Placements;

/// <summary>A child's placements and the days it is expected in this week and the three that follow.</summary>
internal static class GetChildPlanning
{
    private const int Weeks = 4;

    /// <param name="Number">The child's number in the source.</param>
    [Recorded]
    [CountsAs(Use.FileOpened)]
    [RequiresPermission(PlanningPermissions.View)]
    public sealed record Query([property: Subject(ChildFile.Subject)] string Number) : IRequest<Result<Response>>;

    /// <param name="Placements">Every placement: those of today, those that come, then those that were.</param>
    /// <param name="Weeks">This week and the next three, each from Monday to Sunday.</param>
    /// <param name="Today">The local date.</param>
    public sealed record Response(IReadOnlyList<PlacementRow> Placements, IReadOnlyList<Week> Weeks, LocalDate Today);

    public enum PlacementState
    {
        Current,
        Coming,
        Ended,
    }

    /// <param name="GroupName">The group.</param>
    /// <param name="LocationName">The group's location.</param>
    /// <param name="Product">What was agreed, in the source's words.</param>
    /// <param name="StartDate">First day.</param>
    /// <param name="EndDate">Last day, if it has one.</param>
    /// <param name="State">How it stands today.</param>
    /// <param name="WeeklyMinutes">Planned minutes in a week; days of odd or even weeks count half.</param>
    /// <param name="Days">The weekly pattern as it holds now and later, Monday first.</param>
    public sealed record PlacementRow(
        string GroupName, string LocationName, string? Product, LocalDate StartDate, LocalDate? EndDate, PlacementState State, int WeeklyMinutes, IReadOnlyList<PatternDay> Days);

    /// <param name="Weekday">The weekday.</param>
    /// <param name="StartTime">From, local.</param>
    /// <param name="EndTime">Until, local.</param>
    /// <param name="Weeks">In which ISO weeks.</param>
    /// <param name="From">The first day it holds, when that is still to come.</param>
    /// <param name="Until">The last day it holds, when another takes its place then.</param>
    public sealed record PatternDay(IsoDayOfWeek Weekday, LocalTime StartTime, LocalTime EndTime, WeekPattern Weeks, LocalDate? From = null, LocalDate? Until = null);

    /// <param name="Number">The ISO week number.</param>
    /// <param name="Days">Its seven days.</param>
    public sealed record Week(int Number, IReadOnlyList<Day> Days);

    /// <param name="Date">The day.</param>
    /// <param name="Expected">When the child is expected, and where.</param>
    /// <param name="IsClosed">True when a location of the child is closed.</param>
    /// <param name="ClosedFor">Why, if the calendar says so.</param>
    public sealed record Day(LocalDate Date, IReadOnlyList<Stay> Expected, bool IsClosed, string? ClosedFor);

    /// <param name="GroupName">The group.</param>
    /// <param name="StartTime">From, local.</param>
    /// <param name="EndTime">Until, local.</param>
    public sealed record Stay(string GroupName, LocalTime StartTime, LocalTime EndTime);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(PlanningDbContext db, IChildDirectory children, ILocationDirectory locations, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Query.Number));

            var today = clock.GetCurrentDate();
            var monday = today.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday));
            var end = monday.PlusWeeks(Weeks);
            var placements = await db.Placements.AsNoTracking().Include(p => p.Days).Where(p => p.ChildId == child.Id).ToListAsync(cancellationToken);
            var groups = (await locations.ListAsync(cancellationToken)).SelectMany(l => l.Groups, (Location, Group) => (Location, Group)).ToDictionary(x => x.Group.Code);
            var closed = (await db.Calendar.AsNoTracking().Where(d => d.Kind == CalendarKind.Closed && d.Date >= monday && d.Date < end).ToListAsync(cancellationToken))
                .ToDictionary(d => (d.LocationCode, d.Date), d => d.Reason);

            return new Response(
                [.. placements.Select(Row).OrderBy(p => p.State).ThenByDescending(p => p.State == PlacementState.Ended ? p.StartDate : default).ThenBy(p => p.StartDate)],
                [.. Enumerable.Range(0, Weeks).Select(monday.PlusWeeks).Select(start => new Week(WeekYearRules.Iso.GetWeekOfWeekYear(start), [.. Enumerable.Range(0, 7).Select(i => DayOf(start.PlusDays(i)))]))],
                today);

            PlacementRow Row(Placement placement) => new(
                groups[placement.GroupCode].Group.Name,
                groups[placement.GroupCode].Location.Name,
                placement.Product,
                placement.StartDate,
                placement.EndDate,
                placement.Covers(today) ? PlacementState.Current : placement.StartDate > today ? PlacementState.Coming : PlacementState.Ended,
                placement.WeeklyMinutes,
                [.. placement.Days.Where(d => !(d.LastDay < today)).OrderBy(d => d.Weekday).ThenBy(d => d.LastDay ?? LocalDate.MaxIsoValue).ThenBy(d => d.StartTime).ThenBy(d => d.Weeks)
                    .Select(d => new PatternDay(d.Weekday, d.StartTime, d.EndTime, d.Weeks, d.FirstDay > today ? d.FirstDay : null, d.LastDay))]);

            Day DayOf(LocalDate date)
            {
                var covering = placements.Where(p => p.Covers(date)).ToList();
                var closures = covering.Select(p => (groups[p.GroupCode].Location.Code, date)).Where(closed.ContainsKey).ToHashSet();
                var stays = from placement in covering
                    where !closures.Contains((groups[placement.GroupCode].Location.Code, date))
                    from day in placement.DaysOn(date)
                    orderby day.StartTime
                    select new Stay(groups[placement.GroupCode].Group.Name, day.StartTime, day.EndTime);
                return new Day(date, [.. stays], closures.Count > 0, closures.Select(c => closed[c]).FirstOrDefault(reason => reason is not null));
            }
        }
    }
}

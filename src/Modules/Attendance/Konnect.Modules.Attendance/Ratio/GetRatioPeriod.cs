using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Facts;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Ratio;

/// <summary>The judgement per group or location and day over a week, from the stored facts.</summary>
internal static class GetRatioPeriod
{
    [RequiresPermission(AttendancePermissions.ViewRatio)]
    [Recorded(UnlessHolding = AttendancePermissions.View)]
    public sealed record Query([property: Outlined] LocalDate? Date) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Date).Must(d => d is null || d.Value.Year is > 1990 and < 2200).WithErrorCode("input.invalid");
    }

    /// <param name="Basis"><c>actual</c>, or <c>planned</c> for days that have not begun.</param>
    public sealed record Cell(LocalDate Date, string Basis, string Status, int DeviationMinutes, int BreachMinutes, int OversizeMinutes, int AllowanceMinutes, int MaxChildren, bool Incomplete);

    public sealed record Line(string Scope, string Code, string Name, string LocationName, IReadOnlyDictionary<LocalDate, Cell> Days);

    public sealed record Response(LocalDate Today, IReadOnlyList<LocalDate> Days, IReadOnlyList<Line> Lines);

    public sealed class Handler(AttendanceDbContext db, LocationDays days, ICurrentUser user, GroupAccess access, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = clock.GetCurrentDate();
            var monday = (request.Date ?? user.Scope.NearestDay(today)) is var d && d.DayOfWeek == IsoDayOfWeek.Monday ? d : d.Previous(IsoDayOfWeek.Monday);
            var sunday = monday.PlusDays(6);
            var (first, last) = user.Scope.Days is { } seen ? (LocalDate.Max(monday, seen.From), LocalDate.Min(sunday, seen.To)) : (monday, sunday);
            var lines = new List<Line>();
            foreach (var location in await days.LocationsAsync(cancellationToken))
            {
                var groups = access.GroupsOf(location).ToList();
                if (groups.Count == 0)
                    continue;
                var facts = (await db.RatioDays.AsNoTracking().Where(f => f.LocationCode == location.Code && f.Date >= first && f.Date <= last && f.Basis == (f.Date > today ? Basis.Planned : Basis.Actual)).ToListAsync(cancellationToken))
                    .ToLookup(f => (f.Scope, f.Code));
                foreach (var group in groups.Where(g => facts.Contains(("group", g.Code)) || g.CareType != Planning.Contracts.CareType.OutOfSchoolCare))
                    lines.Add(new Line("group", group.Code, group.Name, location.Name, Cells(facts[("group", group.Code)])));
                if (groups.Exists(g => g.CareType == Planning.Contracts.CareType.OutOfSchoolCare) && facts.Contains(("location", location.Code)))
                    lines.Add(new Line("location", location.Code, location.Name, location.Name, Cells(facts[("location", location.Code)])));
            }

            return new Response(today, [.. Enumerable.Range(0, 7).Select(monday.PlusDays)], lines);
        }

        private static Dictionary<LocalDate, Cell> Cells(IEnumerable<RatioDayFact> facts) =>
            facts.ToDictionary(f => f.Date, f => new Cell(f.Date, f.Basis, f.Status, f.DeviationMinutes, f.BreachMinutes, f.OversizeMinutes, f.AllowanceMinutes, f.MaxChildren, f.Incomplete));
    }
}

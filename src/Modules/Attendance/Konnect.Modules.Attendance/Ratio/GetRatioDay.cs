using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Facts;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Ratio;

/// <summary>The ratio of a group or location on a day with everything behind it: segments, who was there, who did not count and why, corrections.</summary>
internal static class GetRatioDay
{
    [RequiresPermission(AttendancePermissions.ViewRatio)]
    [Recorded(UnlessHolding = AttendancePermissions.View)]
    public sealed record Query([property: Outlined] string Scope, [property: Outlined] string Code, [property: Outlined] LocalDate? Date, string? Basis) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Scope).Must(s => s is "group" or "location").WithErrorCode("input.invalid");
            RuleFor(q => q.Code).NotEmpty();
            RuleFor(q => q.Basis).Must(b => b is null or Basis.Actual or Basis.Planned).WithErrorCode("input.invalid");
        }
    }

    /// <param name="Why">The sentence of the rule that set the number.</param>
    /// <param name="Verdict">Whether it is enough, and why.</param>
    public sealed record Row(LocalTime From, LocalTime To, Instant Start, Instant End, int Children, RatioText Ages, int? Required, int Staff, RatioStatus Status, RatioText Why, RatioText Verdict);

    /// <param name="NotCounted">Why this person does not count; null for who does.</param>
    public sealed record StaffLine(Guid Id, string Name, string Job, LocalDate? RegisterCheckedOn, string GroupName, LocalTime From, LocalTime? To, NotCounted? NotCounted, bool Corrected);

    public sealed record ChildLine(Guid Id, string Number, string Name, int AgeYears, string GroupName, LocalTime From, LocalTime? To, bool Corrected);

    public sealed record Correction(bool IsStaff, string Name, CorrectionLine Line);

    /// <param name="Scopes">Every scope of the locations the user may see that day, to switch between.</param>
    /// <param name="Figures">The day in figures; null without children.</param>
    /// <param name="WithNames">False for an inspector: children are named by their number.</param>
    public sealed record Response(
        RatioScope Scope, string Name, LocationInfo Location, IReadOnlyList<(RatioScope Scope, string Name)> Scopes, LocalDate Date, LocalDate Today, Instant? Now, string Basis, DayPlan Plan,
        string RuleSet, RatioDay? Figures, IReadOnlyList<Row> Segments, IReadOnlyList<StaffLine> Staff, IReadOnlyList<ChildLine> Children, IReadOnlyList<Correction> Corrections, IReadOnlyList<RatioText> Warnings, bool WithNames);

    public sealed class Handler(AttendanceDbContext db, LocationDays days, ICurrentUser user, GroupAccess access, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var date = request.Date ?? user.Scope.NearestDay(clock.GetCurrentDate());
            if (!user.Scope.CoversDay(date))
                return Error.NotFound("attendance.scope-unknown");
            var locations = await days.LocationsAsync(cancellationToken);
            var location = request.Scope == "location" ? locations.FirstOrDefault(l => l.Code == request.Code) : await days.OfGroupAsync(request.Code, cancellationToken);
            if (location is null || !access.GroupsOf(location).Any())
                return Error.NotFound("attendance.scope-unknown");
            var day = await days.LoadAsync(location, date, cancellationToken);
            // A link to a group also works on a day on which its ratio is measured over the location, and the other way round.
            var scope = day.Scopes.FirstOrDefault(s => s.Kind.Code() == request.Scope && s.Code == request.Code) ?? day.Scopes.FirstOrDefault(s => s.Groups.Contains(request.Code));
            if (scope is null || !scope.Groups.Any(g => user.Scope.Covers(location.Code, g)))
                return Error.NotFound("attendance.scope-unknown");

            var basis = request.Basis ?? (date > clock.GetCurrentDate() ? Basis.Planned : Basis.Actual);
            var timeline = basis == Basis.Planned ? day.AsPlanned(scope) : day.Actual(scope);
            var allowance = timeline.Day?.AllowanceMinutes ?? 0;
            var staff = basis == Basis.Planned ? PlannedStaff(day, scope) : PresentStaff(day, scope);
            var children = basis == Basis.Planned ? PlannedChildren(day, scope) : PresentChildren(day, scope);
            return new Response(
                scope,
                NameOf(scope, location),
                location,
                [.. day.Scopes.Where(s => s.Groups.Any(g => user.Scope.Covers(location.Code, g))).Select(s => (s, NameOf(s, location)))],
                date,
                clock.GetCurrentDate(),
                day.Now,
                basis,
                day.Plan,
                timeline.RuleSet,
                timeline.Day,
                [.. timeline.Segments.Select(s => new Row(s.From.TimeIn(day.Zone), s.To.TimeIn(day.Zone), s.From, s.To, s.Children.Total, RatioSentence.ByAge(s.Children), s.Required, s.Staff, s.Status, RatioSentence.Why(timeline.Explain(s)), RatioSentence.Verdict(s, allowance)))],
                [.. staff.OrderBy(s => s.From).ThenBy(s => s.Name, StringComparer.Ordinal)],
                [.. children.OrderBy(c => c.From).ThenBy(c => c.Name, StringComparer.Ordinal)],
                basis == Basis.Planned ? [] : await CorrectionsAsync(day, scope, cancellationToken),
                [.. timeline.Segments.Select(s => RatioWarnings.UnderOnes(s.Children)).OfType<RatioText>().DistinctBy(t => t.Key)],
                WithNames);
        }

        private static string NameOf(RatioScope scope, LocationInfo location) =>
            scope.Kind == ScopeKind.Location ? location.Name : location.Groups.First(g => g.Code == scope.Code).Name;

        private static string GroupName(DayPicture day, string code) => day.Location.Groups.FirstOrDefault(g => g.Code == code)?.Name ?? code;

        private static IEnumerable<StaffLine> PresentStaff(DayPicture day, RatioScope scope) =>
            from p in day.Staff
            where scope.Groups.Contains(p.GroupCode)
            let s = day.People.Staff(p.StaffId)
            select new StaffLine(p.Id, s?.FullName ?? "?", s?.Job ?? "", s?.RegisterCheckedOn, GroupName(day, p.GroupCode), p.ArrivedAt.TimeIn(day.Zone), p.DepartedAt?.TimeIn(day.Zone), day.People.WhyNotCounted(p.StaffId, day.Date), p.IsCorrected);

        private static IEnumerable<StaffLine> PlannedStaff(DayPicture day, RatioScope scope) =>
            from r in day.Plan.IsClosed ? [] : day.Plan.Staff
            where scope.Groups.Contains(r.GroupCode)
            let s = day.People.Staff(r.StaffId)
            select new StaffLine(r.StaffId, s?.FullName ?? "?", s?.Job ?? "", s?.RegisterCheckedOn, GroupName(day, r.GroupCode), r.StartsAt, r.EndsAt, day.People.WhyNotCounted(r.StaffId, day.Date), false);

        private IEnumerable<ChildLine> PresentChildren(DayPicture day, RatioScope scope) =>
            from p in day.Children
            where scope.Groups.Contains(p.GroupCode)
            let c = day.People.Child(p.ChildId)
            select new ChildLine(p.Id, c?.Number ?? "", NameOf(c), Domain.Ratio.Ages.YearsOn(day.People.BirthDate(p.ChildId, day.Date), day.Date), GroupName(day, p.GroupCode), p.ArrivedAt.TimeIn(day.Zone), p.DepartedAt?.TimeIn(day.Zone), p.IsCorrected);

        private IEnumerable<ChildLine> PlannedChildren(DayPicture day, RatioScope scope) =>
            from p in day.Expected
            where scope.Groups.Contains(p.GroupCode)
            let c = day.People.Child(p.ChildId)
            select new ChildLine(p.ChildId, c?.Number ?? "", NameOf(c), Domain.Ratio.Ages.YearsOn(day.People.BirthDate(p.ChildId, day.Date), day.Date), GroupName(day, p.GroupCode), p.StartsAt, p.EndsAt, false);

        private async Task<IReadOnlyList<Correction>> CorrectionsAsync(DayPicture day, RatioScope scope, CancellationToken cancellationToken)
        {
            var children = await db.ChildPresences.IgnoreQueryFilters().AsNoTracking().Include(p => p.Corrections).Where(p => p.LocationCode == day.Location.Code && p.Date == day.Date && p.IsCorrected).ToListAsync(cancellationToken);
            var staff = await db.StaffPresences.IgnoreQueryFilters().AsNoTracking().Include(p => p.Corrections).Where(p => p.LocationCode == day.Location.Code && p.Date == day.Date && p.IsCorrected).ToListAsync(cancellationToken);
            return
            [
                .. children.SelectMany(p => CorrectionLine.Of(p, scope.Groups, day.Zone).Select(line => new Correction(false, NameOf(day.People.Child(p.ChildId)), line)))
                    .Concat(staff.SelectMany(p => CorrectionLine.Of(p, scope.Groups, day.Zone).Select(line => new Correction(true, day.People.Staff(p.StaffId)?.FullName ?? "?", line))))
                    .OrderBy(c => c.Line.At),
            ];
        }

        // An inspector sees no names of children by default; by the number the location finds the child.
        private bool WithNames => user.Has(AttendancePermissions.View);

        private string NameOf(ChildInfo? child) => (WithNames ? child?.FullName : child?.Number) ?? "?";
    }
}

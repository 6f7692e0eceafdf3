using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.Ratio;

/// <summary>What the ratio of a group becomes today, or on a day ahead, when somebody comes, stays or leaves otherwise than expected. Nothing is kept.</summary>
internal static class GetWhatIf
{
    private const int MostChanges = 12;

    // Ages that one can take one child more of.
    private const int OldestAge = 12;

    [RequiresPermission(AttendancePermissions.View)]
    public sealed record Query(string GroupCode, LocalDate? Date) : IRequest<Result<Response>>
    {
        /// <summary>What is otherwise, one thing after the other.</summary>
        public IReadOnlyList<Change> Changes { get; init; } = [];
    }

    /// <summary>One thing that is otherwise.</summary>
    /// <param name="Kind"><c>child</c>, <c>staff</c>, or <c>age</c> for one child more.</param>
    /// <param name="Who">Number of the child or the member of staff; the age in years for one child more.</param>
    /// <param name="Stays">False: does not come, or leaves now.</param>
    /// <param name="From">Comes at; null: as expected.</param>
    /// <param name="To">Leaves at; null: as expected.</param>
    public sealed record Change(string Kind, string Who, bool Stays, LocalTime? From, LocalTime? To);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.GroupCode).NotEmpty();
            RuleFor(q => q.Changes).Must(c => c.Count <= MostChanges).WithErrorCode("attendance.what-if-many");
            RuleForEach(q => q.Changes).ChildRules(change =>
            {
                change.RuleFor(c => c.Kind).Must(k => k is "child" or "staff" or "age").WithErrorCode("input.invalid");
                change.RuleFor(c => c.Who).Must((c, who) => c.Kind != "age" || (int.TryParse(who, out var age) && age is >= 0 and <= OldestAge)).WithErrorCode("input.invalid");
                change.RuleFor(c => c.To).Must((c, to) => c.From is null || to is null || to > c.From).WithErrorCode("input.period");
            });
        }
    }

    /// <param name="Key">As the address names it, for example <c>child-K1</c>.</param>
    public sealed record Person(string Key, string Name);

    /// <param name="Name">Who; null for one child more.</param>
    /// <param name="Age">The age of one child more.</param>
    public sealed record Said(Change Change, string? Name, int? Age);

    public sealed record Stretch(LocalTime From, LocalTime To, int Children, int Staff, int? Required, RatioStatus Status, RatioText Why, RatioText Verdict);

    /// <summary>How the rest of the day goes.</summary>
    /// <param name="ShortMinutes">Minutes ahead with fewer staff than required.</param>
    public sealed record Course(IReadOnlyList<Stretch> Day, RatioStatus Status, int ShortMinutes, int BreachMinutes, int AllowanceUsed, int Allowance);

    /// <param name="Expected">As it is to be expected.</param>
    /// <param name="Then">As it would be; null as long as nothing is otherwise.</param>
    public sealed record Response(GroupInfo Group, LocationInfo Location, RatioScope Scope, LocalDate Date, LocalDate Today, LocalTime? Now, bool IsClosed, IReadOnlyList<Person> Children, IReadOnlyList<Person> Staff, IReadOnlyList<Said> Changes, Course Expected, Course? Then);

    public sealed class Handler(LocationDays days, GroupAccess access, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            var (location, today) = (found.Value, clock.GetCurrentDate());
            var date = request.Date ?? today;
            if (date < today)
                return Error.Conflict("attendance.what-if-past", "Date");
            var day = await days.LoadAsync(location, date, cancellationToken);
            var scope = day.ScopeOf(request.GroupCode);
            var expected = day.Now is { } now ? day.AheadOf(scope, now) : day.PlanOf(scope);
            var since = day.Now ?? day.At(LocalTime.Midnight);
            var children = (from id in day.Planned.Select(c => (c.ChildId, c.GroupCode)).Concat(day.Children.Select(p => (p.ChildId, p.GroupCode)))
                where scope.Groups.Contains(id.GroupCode)
                let child = day.People.Child(id.ChildId)
                where child is not null
                select child).DistinctBy(c => c.Id).OrderBy(c => c.CallName, StringComparer.Ordinal).ToList();
            var staff = (await days.EmployedAsync(date, cancellationToken)).OrderBy(s => !s.GroupCodes.Any(scope.Groups.Contains)).ToList();

            var (then, said) = (expected, new List<Said>());
            foreach (var change in request.Changes)
            {
                var supposition = Suppose(change, day, children, staff, said.Count);
                if (supposition is null)
                    return Error.NotFound("attendance.what-if-who", "Who");
                then = supposition.Apply(then, since, day.At(location.Opens), day.At(location.Closes));
                said.Add(new Said(change, NameOf(change, children, staff), change.Kind == "age" ? int.Parse(change.Who, System.Globalization.CultureInfo.InvariantCulture) : null));
            }

            return new Response(
                location.Groups.Single(g => g.Code == request.GroupCode),
                location,
                scope,
                date,
                today,
                day.Now?.TimeIn(day.Zone),
                day.Plan.IsClosed,
                children.ConvertAll(c => new Person($"child-{c.Number}", c.FullName)),
                staff.ConvertAll(s => new Person($"staff-{s.Number}", s.FullName)),
                said,
                CourseOf(expected, since, day.Zone),
                said.Count == 0 ? null : CourseOf(then, since, day.Zone));
        }

        private static Supposition? Suppose(Change change, DayPicture day, List<ChildInfo> children, List<StaffInfo> staff, int index)
        {
            Instant? from = change.From is { } comes ? day.At(comes) : null, to = change.To is { } leaves ? day.At(leaves) : null;
            return change.Kind switch
            {
                "child" => children.Find(c => c.Number == change.Who) is { } child ? new(child.Id, child.BirthDate, false, change.Stays, from, to) : null,
                "staff" => staff.Find(s => s.Number == change.Who) is { } member ? new(member.Id, null, People.WhyNotCounted(member, day.Date) is null, change.Stays, from, to) : null,
                _ => new(new Guid(index, 0, 0, new byte[8]), day.Date.PlusYears(-int.Parse(change.Who, System.Globalization.CultureInfo.InvariantCulture)), false, true, from, to),
            };
        }

        private static string? NameOf(Change change, List<ChildInfo> children, List<StaffInfo> staff) => change.Kind switch
        {
            "child" => children.Find(c => c.Number == change.Who)?.CallName,
            "staff" => staff.Find(s => s.Number == change.Who)?.FirstName,
            _ => null,
        };

        private static Course CourseOf(ScopeDay day, Instant since, DateTimeZone zone)
        {
            var timeline = RatioEngine.Compute(day);
            var (ahead, allowance) = (timeline.Segments.Where(s => s.To > since).ToList(), timeline.Day?.AllowanceMinutes ?? 0);
            return new Course(
                [.. timeline.Segments.Select(s => new Stretch(s.From.TimeIn(zone), s.To.TimeIn(zone), s.Children.Total, s.Staff, s.Required, s.Status, RatioSentence.Why(timeline.Explain(s)), RatioSentence.Verdict(s, allowance)))],
                ahead.Select(s => s.Status).DefaultIfEmpty().Max(),
                ahead.Where(s => s.Status != RatioStatus.Met).Sum(s => s.Minutes),
                ahead.Where(s => s.Status is RatioStatus.Breach or RatioStatus.Oversize).Sum(s => s.Minutes),
                timeline.Day?.AllowanceUsed ?? 0,
                allowance);
        }
    }
}

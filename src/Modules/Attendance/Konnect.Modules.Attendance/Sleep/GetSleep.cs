using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.Sleep;

/// <summary>Who sleeps on a group today, when somebody looked, and when to look again.</summary>
internal static class GetSleep
{
    [RequiresPermission(AttendancePermissions.View)]
    public sealed record Query(string GroupCode) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.GroupCode).NotEmpty();
    }

    public sealed record Child(Guid ChildId, string Number, string CallName, string FullName);

    public sealed record Check(LocalTime At, string By);

    /// <param name="DueAt">When to look again.</param>
    /// <param name="IsDue">True once that time has come.</param>
    public sealed record Sleeper(Child Child, LocalTime Since, LocalTime DueAt, bool IsDue, IReadOnlyList<Check> Checks);

    public sealed record Slept(Child Child, LocalTime From, LocalTime To, IReadOnlyList<Check> Checks);

    /// <param name="Asleep">Who is to be looked at first comes first.</param>
    /// <param name="Awake">Present and awake, the youngest first.</param>
    /// <param name="Over">The naps of today that are over.</param>
    /// <param name="Minutes">Every how many minutes somebody looks.</param>
    public sealed record Response(GroupInfo Group, LocationInfo Location, LocalTime Now, IReadOnlyList<Sleeper> Asleep, IReadOnlyList<Child> Awake, IReadOnlyList<Slept> Over, int Minutes);

    public sealed class Handler(LocationDays days, NapRegister register, GroupAccess access, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            var (location, now) = (found.Value, clock.GetCurrentInstant());
            var day = await days.LoadAsync(location, clock.GetCurrentDate(), cancellationToken);
            var naps = await register.ListAsync(request.GroupCode, day.Date, cancellationToken);
            var interval = await register.IntervalAsync(location.Code, cancellationToken);
            var present = day.Children.Where(p => p.GroupCode == request.GroupCode && p.IsOpen).Select(p => p.ChildId).Distinct().ToList();
            var asleep = naps.Where(n => NapRegister.IsAsleep(n, day)).ToList();
            return new Response(
                location.Groups.Single(g => g.Code == request.GroupCode),
                location,
                now.TimeIn(day.Zone),
                [.. from nap in asleep let due = NapRegister.DueAt(nap, interval) orderby due select new Sleeper(ChildOf(day, nap.ChildId), nap.From.TimeIn(day.Zone), due.TimeIn(day.Zone), due <= now, ChecksOf(nap, day.Zone))],
                [.. from id in present where asleep.TrueForAll(n => n.ChildId != id) orderby day.People.BirthDate(id, day.Date) descending select ChildOf(day, id)],
                [.. from nap in naps where !asleep.Contains(nap) let to = nap.To ?? day.Children.Where(p => p.ChildId == nap.ChildId).Max(p => p.DepartedAt) ?? nap.From select new Slept(ChildOf(day, nap.ChildId), nap.From.TimeIn(day.Zone), to.TimeIn(day.Zone), ChecksOf(nap, day.Zone))],
                (int)interval.TotalMinutes);
        }

        private static Child ChildOf(DayPicture day, Guid id) => day.People.Child(id) is { } child ? new(id, child.Number, child.CallName, child.FullName) : new(id, "", "?", "?");

        private static IReadOnlyList<Check> ChecksOf(Domain.Nap nap, DateTimeZone zone) => [.. nap.Checks.OrderBy(c => c.At).Select(c => new Check(c.At.TimeIn(zone), c.By))];
    }
}

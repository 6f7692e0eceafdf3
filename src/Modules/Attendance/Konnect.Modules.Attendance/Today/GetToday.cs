using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Today;

/// <summary>A day of every location the user may see: children, staff and ratio per group, and what needs a hand.</summary>
internal static class GetToday
{
    private const int DaysBackForMissingCheckOuts = 14;
    private const int DaysAheadForBirthdays = 7;
    private const int DaysBackForContradictions = 2;
    private const int MostUncollected = 50;

    [RequiresPermission(AttendancePermissions.View)]
    public sealed record Query(LocalDate? Date) : IRequest<Result<Response>>;

    public sealed record Segment(Instant From, Instant To, RatioStatus Status, int Children, int Staff, int? Required);

    /// <param name="Staff">Staff that counts, present now.</param>
    /// <param name="Current">The stretch of now, or the worst of a day that is over; null without children.</param>
    /// <param name="Soon">Too few staff within a quarter of an hour; null when there is enough.</param>
    /// <param name="StartsAt">When the first child is expected, as long as nobody is there.</param>
    public sealed record GroupRow(GroupInfo Group, RatioScope Scope, int Present, int Expected, int Absent, int Staff, Segment? Current, (LocalTime At, int Short)? Soon, LocalTime? StartsAt, IReadOnlyList<Segment> Day);

    public sealed record LocationPart(LocationInfo Location, bool IsClosed, string? Reason, LocalTime Opens, LocalTime Closes, IReadOnlyList<GroupRow> Groups);

    public sealed record MissingCheckOut(Guid PresenceId, bool IsStaff, string Name, string GroupName, LocalDate Date);

    /// <summary>A tap that tells something else than what stands, and that nobody looked at yet.</summary>
    /// <param name="PresenceId">The presence that stands.</param>
    /// <param name="IsArrival">True when it tells an arrival.</param>
    /// <param name="SentBy">Who sent it, or the tablet.</param>
    public sealed record Contradiction(Guid PresenceId, string Name, string GroupName, LocalDate Date, LocalTime At, bool IsArrival, string SentBy);

    /// <summary>A child that left without anybody telling who took it home, though it is always asked.</summary>
    public sealed record Uncollected(Guid PresenceId, string Name, string GroupName, LocalDate Date, LocalTime At);

    public sealed record Birthday(string Number, string CallName, string FullName, LocalDate Date, int Turns);

    public sealed record Response(LocalDate Date, LocalDate Today, LocalTime Now, Instant Instant, IReadOnlyList<LocationPart> Locations, IReadOnlyList<MissingCheckOut> MissingCheckOuts, IReadOnlyList<Contradiction> Contradictions, IReadOnlyList<Uncollected> Uncollected, IReadOnlyList<Birthday> Birthdays, int SickCount, IReadOnlyList<string> NotChecked)
    {
        public bool IsToday => Date == Today;

        public IEnumerable<GroupRow> Groups => Locations.SelectMany(l => l.Groups);
    }

    public sealed class Handler(AttendanceDbContext db, LocationDays days, GroupAccess access, CollectorRegister collectors, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var (today, now) = (clock.GetCurrentDate(), clock.GetCurrentInstant());
            var date = request.Date ?? today;
            var parts = new List<LocationPart>();
            var birthdays = new List<Birthday>();
            var (sick, notChecked) = (0, new List<string>());
            var locations = (await days.LocationsAsync(cancellationToken)).Where(l => access.GroupsOf(l).Any()).ToList();
            foreach (var day in await days.LoadAsync(locations, date, date, cancellationToken))
            {
                var (location, groups) = (day.Location, access.GroupsOf(day.Location).ToList());
                var timelines = day.Scopes.ToDictionary(s => s.Code, s => Timeline(day, s, today));
                parts.Add(new LocationPart(location, day.Plan.IsClosed, day.Plan.Reason, location.Opens, location.Closes, [.. groups.Select(g => Row(day, g, timelines))]));
                birthdays.AddRange(Birthdays(day, groups));
                sick += day.Planned.Where(c => groups.Exists(g => g.Code == c.GroupCode) && day.Absences.TryGetValue(c.ChildId, out var a) && a.Reason == Domain.AbsenceReason.Sick).Select(c => c.ChildId).Distinct().Count();
                notChecked.AddRange(day.Staff.Where(p => day.People.WhyNotCounted(p.StaffId, date) == NotCounted.NoRegisterCheck).Select(p => day.People.Staff(p.StaffId)!.FullName).Distinct());
            }

            var names = parts.SelectMany(p => p.Groups).ToDictionary(r => r.Group.Code, r => r.Group.Name);
            var codes = locations.ConvertAll(l => l.Code);
            return new Response(date, today, now.TimeIn(clock.Zone), now, parts, await MissingAsync(codes, names, today, cancellationToken), await ContradictionsAsync(codes, names, today, cancellationToken), await UncollectedAsync(codes, names, today, cancellationToken), [.. birthdays.DistinctBy(b => b.Number).OrderBy(b => b.Date)], sick, notChecked);
        }

        private static RatioTimeline Timeline(DayPicture day, RatioScope scope, LocalDate today) =>
            day.Now is { } minute ? day.Ahead(scope, minute) : day.Date > today ? day.AsPlanned(scope) : day.Actual(scope);

        private static GroupRow Row(DayPicture day, GroupInfo group, Dictionary<string, RatioTimeline> timelines)
        {
            var scope = day.ScopeOf(group.Code);
            var segments = timelines[scope.Code].Segments.Select(s => new Segment(s.From, s.To, s.Status, s.Children.Total, s.Staff, s.Required)).ToList();
            var planned = day.Planned.Where(c => c.GroupCode == group.Code).ToList();
            var current = day.Now is { } now ? segments.Find(s => s.From <= now && s.To > now) : null;
            return new GroupRow(
                group,
                scope,
                day.Children.Where(p => p.GroupCode == group.Code && (p.IsOpen || day.Now is null)).Select(p => p.ChildId).Distinct().Count(),
                planned.Select(c => c.ChildId).Where(id => !day.Absences.ContainsKey(id)).Distinct().Count(),
                planned.Select(c => c.ChildId).Where(day.Absences.ContainsKey).Distinct().Count(),
                day.Staff.Count(p => p.GroupCode == group.Code && p.IsOpen && day.People.Counts(p.StaffId, day.Date)),
                current,
                day.Now is { } minute && Shortage.Next(timelines[scope.Code], minute) is { } shortage && shortage.From > minute ? (shortage.From.TimeIn(day.Zone), shortage.Required - shortage.Staff) : null,
                day.Expected.Where(c => c.GroupCode == group.Code && !day.HasCome(c)).Min(c => (LocalTime?)c.StartsAt),
                segments);
        }

        private async Task<IReadOnlyList<MissingCheckOut>> MissingAsync(List<string> locations, Dictionary<string, string> groups, LocalDate today, CancellationToken cancellationToken)
        {
            var (since, codes) = (today.PlusDays(-DaysBackForMissingCheckOuts), groups.Keys.ToList());
            var children = await db.ChildPresences.AsNoTracking().Where(p => locations.Contains(p.LocationCode) && p.Date >= since && p.Date < today && p.DepartedAt == null && codes.Contains(p.GroupCode)).OrderBy(p => p.Date).ToListAsync(cancellationToken);
            var staff = await db.StaffPresences.AsNoTracking().Where(p => locations.Contains(p.LocationCode) && p.Date >= since && p.Date < today && p.DepartedAt == null && codes.Contains(p.GroupCode)).OrderBy(p => p.Date).ToListAsync(cancellationToken);
            var people = await days.PeopleAsync(children.Select(p => p.ChildId), staff.Select(p => p.StaffId), cancellationToken);
            return [
                .. children.Select(p => new MissingCheckOut(p.Id, false, people.Child(p.ChildId)?.CallName ?? "?", groups[p.GroupCode], p.Date)),
                .. staff.Select(p => new MissingCheckOut(p.Id, true, people.Staff(p.StaffId)?.FirstName ?? "?", groups[p.GroupCode], p.Date))];
        }

        private async Task<IReadOnlyList<Contradiction>> ContradictionsAsync(List<string> locations, Dictionary<string, string> groups, LocalDate today, CancellationToken cancellationToken)
        {
            var (since, codes) = (today.PlusDays(-DaysBackForContradictions), groups.Keys.ToList());
            var taps = await db.ChildTaps.AsNoTracking()
                .Where(t => locations.Contains(t.LocationCode) && t.Date >= since && t.Outcome == TapOutcome.Overruled && t.WithdrawnAt == null && codes.Contains(t.GroupCode))
                .OrderByDescending(t => t.At).ToListAsync(cancellationToken);
            if (taps.Count == 0)
                return [];
            var ids = taps.Select(t => t.ChildId).Distinct().ToList();
            var presences = (await db.ChildPresences.AsNoTracking().Where(p => ids.Contains(p.ChildId) && p.Date >= since).OrderBy(p => p.ArrivedAt).ToListAsync(cancellationToken)).ToLookup(p => (p.ChildId, p.Date));
            var people = await days.PeopleAsync(ids, [], cancellationToken);
            return [.. from tap in taps
                let day = presences[(tap.ChildId, tap.Date)]
                let stands = day.LastOrDefault(p => p.ArrivedAt <= tap.At) ?? day.FirstOrDefault()
                // Who corrected the day by hand has looked.
                where stands is not null && !day.Any(p => p.IsCorrected)
                select new Contradiction(stands.Id, people.Child(tap.ChildId)?.CallName ?? "?", groups[tap.GroupCode], tap.Date, tap.At.TimeIn(clock.Zone), tap.Kind == TapKind.In, tap.SentBy)];
        }

        private async Task<IReadOnlyList<Uncollected>> UncollectedAsync(List<string> locations, Dictionary<string, string> groups, LocalDate today, CancellationToken cancellationToken)
        {
            if ((await collectors.RuleAsync(cancellationToken)).AlwaysSince is not { } asked)
                return [];
            var (since, codes) = (today.PlusDays(-DaysBackForContradictions), groups.Keys.ToList());
            var left = await (from tap in db.ChildTaps
                              join presence in db.ChildPresences on new { tap.ChildId, tap.Date, tap.GroupCode, At = (Instant?)tap.At } equals new { presence.ChildId, presence.Date, presence.GroupCode, At = presence.DepartedAt }
                              where locations.Contains(tap.LocationCode) && tap.Date >= since && tap.Kind == TapKind.Out && tap.Outcome == TapOutcome.Holds && tap.WithdrawnAt == null && tap.CollectedBy == null
                                  && tap.RegisteredAt >= asked && codes.Contains(tap.GroupCode)
                              orderby tap.At descending
                              select new { tap.ChildId, tap.GroupCode, tap.Date, tap.At, PresenceId = presence.Id }).AsNoTracking().Take(MostUncollected).ToListAsync(cancellationToken);
            var people = await days.PeopleAsync(left.Select(t => t.ChildId), [], cancellationToken);
            return [.. left.Select(t => new Uncollected(t.PresenceId, people.Child(t.ChildId)?.CallName ?? "?", groups[t.GroupCode], t.Date, t.At.TimeIn(clock.Zone)))];
        }

        private static IEnumerable<Birthday> Birthdays(DayPicture day, List<GroupInfo> groups) =>
            from c in day.Plan.Children
            where groups.Exists(g => g.Code == c.GroupCode)
            let child = day.People.Child(c.ChildId)
            where child is not null
            let next = NextBirthday(child.BirthDate, day.Date)
            where next <= day.Date.PlusDays(DaysAheadForBirthdays)
            select new Birthday(child.Number, child.CallName, child.FullName, next, next.Year - child.BirthDate.Year);

        // Born on 29 February: 1 March in other years.
        private static LocalDate NextBirthday(LocalDate born, LocalDate from)
        {
            var thisYear = In(from.Year);
            return thisYear >= from ? thisYear : In(from.Year + 1);

            LocalDate In(int year) => born is { Month: 2, Day: 29 } && !CalendarSystem.Iso.IsLeapYear(year) ? new LocalDate(year, 3, 1) : new LocalDate(year, born.Month, born.Day);
        }
    }
}

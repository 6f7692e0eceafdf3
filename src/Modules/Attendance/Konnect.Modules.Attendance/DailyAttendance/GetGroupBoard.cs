using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>A group's day as a practitioner needs it: who is here, who is coming, who has gone, the team, and the ratio now and ahead.</summary>
internal static class GetGroupBoard
{
    private const int DaysBackForForgotten = 14;

    private static readonly Duration Late = Duration.FromMinutes(30);

    [RequiresPermission(AttendancePermissions.View)]
    public sealed record Query(string GroupCode, LocalDate? Date) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.GroupCode).NotEmpty();
    }

    /// <summary>What a tile says of a child, in the order of the board.</summary>
    public enum TileState
    {
        Expected,
        Present,
        Elsewhere,
        Gone,
        Absent,
    }

    /// <param name="IsLate">True when the child should have been there a while ago, and nobody told why it is not.</param>
    /// <param name="Since">Arrival when present, departure when gone, expected arrival when expected.</param>
    /// <param name="Until">Expected departure.</param>
    /// <param name="Where">Name of the other group when elsewhere.</param>
    /// <param name="Absence">The reason when absent.</param>
    public sealed record Tile(Guid ChildId, string Number, string CallName, string FullName, int AgeYears, bool HasBirthday, TileState State, LocalTime? Since, LocalTime? Until, Guid? PresenceId, string? Where, string? Absence, bool IsLate, IReadOnlyList<ChildAlert> Alerts);

    /// <param name="NotCounted">Why this person does not count; null for who does.</param>
    public sealed record Member(Guid StaffId, string FirstName, string FullName, LocalTime? Since, Guid? PresenceId, NotCounted? NotCounted);

    /// <summary>Too few staff, now or within a quarter of an hour.</summary>
    /// <param name="From">When it begins; null: it has begun.</param>
    /// <param name="Spare">Who could come from another group of the location that can do without.</param>
    public sealed record Short(LocalTime? From, LocalTime Until, int Staff, int Required, RatioStatus Status, IReadOnlyList<Spare> Spare);

    /// <param name="Count">How many the group can do without all that time.</param>
    public sealed record Spare(string GroupName, int Count, IReadOnlyList<(Guid StaffId, string FirstName)> Staff);

    /// <summary>A presence of the sender's own that nobody closed.</summary>
    public sealed record Forgotten(Guid PresenceId, LocalDate Date, string GroupName);

    /// <param name="NextLook">When somebody must look at the first of them again.</param>
    /// <param name="IsDue">True once that time has come.</param>
    public sealed record Asleep(int Count, LocalTime NextLook, bool IsDue);

    /// <param name="StandIn">Name and telephone of the stand-in; null when nobody was named.</param>
    public sealed record AloneHere(Alone Alone, (string Name, string Phone)? StandIn);

    /// <param name="Children">Children of the scope now.</param>
    /// <param name="Why">The sentence of the rule that set the number.</param>
    /// <param name="Verdict">Whether it is enough, and why.</param>
    public sealed record RatioNow(int Children, int Staff, int? Required, RatioStatus Status, RatioText Why, RatioText Verdict, int AllowanceUsed, int Allowance);

    public sealed record Change(LocalTime At, int? Required, int Staff, RatioStatus Status);

    /// <param name="Ratio">The ratio now; null on another day or without children.</param>
    /// <param name="Ahead">The next changes of what is needed or of the judgement.</param>
    /// <param name="Short">What is to be warned of; null when there is enough.</param>
    /// <param name="Warnings">What an inspector would ask about, beside the ratio.</param>
    /// <param name="Forgotten">When the sender forgot to leave, the last two weeks.</param>
    /// <param name="Breaks">Who left for a break and since when.</param>
    /// <param name="MayCome">Staff that can be registered as coming, the group's own first.</param>
    /// <param name="Own">The sender among those who can come; null for who is no staff, or is here.</param>
    /// <param name="Asleep">Who sleeps; null for nobody.</param>
    /// <param name="Notes">What the shift before left to be done; null for who may not see it.</param>
    /// <param name="Evacuation">The evacuation that goes on at the location; null for none.</param>
    public sealed record Response(
        GroupInfo Group, LocationInfo Location, IReadOnlyList<GroupInfo> OtherGroups, LocalDate Date, LocalDate Today, LocalTime Now, DayPlan Plan,
        IReadOnlyList<Tile> Tiles, IReadOnlyList<Member> Team, IReadOnlyList<Member> Breaks, IReadOnlyList<Member> MayCome, Member? Own, RatioScope Scope, RatioNow? Ratio, IReadOnlyList<Change> Ahead,
        Short? Short, AloneHere Alone, IReadOnlyList<RatioText> Warnings, IReadOnlyList<Forgotten> Forgotten, Asleep? Asleep, int? Notes, Guid? Evacuation)
    {
        public bool IsToday => Date == Today;

        public int Count(TileState state) => Tiles.Count(t => t.State == state);
    }

    public sealed class Handler(AttendanceDbContext db, LocationDays days, IChildDirectory children, NapRegister naps, GroupAccess access, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var found = await access.FindAsync(request.GroupCode, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            var (location, now) = (found.Value, clock.GetCurrentInstant());
            var group = location.Groups.Single(g => g.Code == request.GroupCode);
            var day = await days.LoadAsync(location, request.Date ?? clock.GetCurrentDate(), cancellationToken);
            var scope = day.ScopeOf(group.Code);
            var timelines = day.Now is { } minute ? day.Scopes.ToDictionary(s => s.Code, s => day.Ahead(s, minute)) : [];
            var timeline = timelines.GetValueOrDefault(scope.Code);
            var ofGroup = day.ChildrenOf([group.Code]);
            var alerts = await children.ListAlertsAsync(ofGroup, cancellationToken);
            var mayCome = MayCome(day, group, await days.EmployedAsync(day.Date, cancellationToken)).ToList();
            return new Response(
                group,
                location,
                [.. access.GroupsOf(location).Where(g => g.Code != group.Code)],
                day.Date,
                clock.GetCurrentDate(),
                now.TimeIn(clock.Zone),
                day.Plan,
                [.. Tiles(day, group, ofGroup, alerts).OrderBy(t => t.State).ThenBy(t => t.State == TileState.Expected ? t.Since : null).ThenBy(t => t.CallName, StringComparer.Ordinal)],
                [.. Team(day, group)],
                [.. OnBreak(day, group)],
                mayCome,
                mayCome.Find(m => user.Scope.OwnOf(StaffFile.Subject).Contains(m.StaffId)),
                scope,
                timeline is null ? null : RatioAt(timeline, day.Now!.Value),
                timeline is null ? [] : [.. Changes(timeline, day.Now!.Value).Take(3)],
                timeline is null ? null : ShortAt(day, timelines, scope, day.Now!.Value),
                timeline is null ? new AloneHere(Domain.Ratio.Alone.No, null) : await AloneAsync(day, timelines.Values, day.Now!.Value, cancellationToken),
                timeline is not null && day.Trainees(timelines.Values, day.Now!.Value) is { } trainees ? [trainees] : [],
                timeline is null ? [] : await ForgottenAsync(location, day.Date, cancellationToken),
                timeline is null ? null : await AsleepAsync(day, group, cancellationToken),
                user.Has(AttendancePermissions.HandOver) ? await db.HandoverNotes.CountAsync(n => n.GroupCode == group.Code && n.DoneAt == null, cancellationToken) : null,
                await db.Evacuations.Where(e => e.LocationCode == location.Code && e.EndedAt == null).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(cancellationToken));
        }

        private async Task<Asleep?> AsleepAsync(DayPicture day, GroupInfo group, CancellationToken cancellationToken)
        {
            var asleep = (await naps.ListAsync(group.Code, day.Date, cancellationToken)).Where(n => NapRegister.IsAsleep(n, day)).ToList();
            if (asleep.Count == 0)
                return null;
            var interval = await naps.IntervalAsync(day.Location.Code, cancellationToken);
            var next = asleep.Min(n => NapRegister.DueAt(n, interval));
            return new Asleep(asleep.Count, next.TimeIn(day.Zone), next <= clock.GetCurrentInstant());
        }

        private static Short? ShortAt(DayPicture day, Dictionary<string, RatioTimeline> timelines, RatioScope scope, Instant now)
        {
            if (Shortage.Next(timelines[scope.Code], now) is not { } shortage)
                return null;
            var spare = new List<Spare>();
            foreach (var other in day.Scopes.Where(s => s.Code != scope.Code))
            {
                var there = (from p in day.Staff where p.IsOpen && other.Groups.Contains(p.GroupCode) && day.People.Counts(p.StaffId, day.Date) select p).ToList();
                if (shortage.SpareOf(timelines[other.Code], there.Count) is > 0 and var count)
                    spare.Add(new Spare(NameOf(day, other), count, [.. there.Select(p => (p.StaffId, day.People.Staff(p.StaffId)!.FirstName)).Distinct()]));
            }

            return new Short(shortage.From > now ? shortage.From.TimeIn(day.Zone) : null, shortage.To.TimeIn(day.Zone), shortage.Staff, shortage.Required, shortage.Status, spare);
        }

        private static string NameOf(DayPicture day, RatioScope scope) =>
            string.Join(", ", day.Location.Groups.Where(g => scope.Groups.Contains(g.Code)).Select(g => g.Name));

        private async Task<AloneHere> AloneAsync(DayPicture day, IEnumerable<RatioTimeline> timelines, Instant now, CancellationToken cancellationToken)
        {
            var alone = day.Alone(timelines, now);
            var standIn = alone == Domain.Ratio.Alone.No ? null : await db.StandIns.AsNoTracking().SingleOrDefaultAsync(s => s.LocationCode == day.Location.Code, cancellationToken);
            return new AloneHere(alone, standIn is null ? null : (standIn.Name, standIn.Phone));
        }

        private async Task<IReadOnlyList<Forgotten>> ForgottenAsync(LocationInfo location, LocalDate today, CancellationToken cancellationToken)
        {
            var (own, since) = (user.Scope.OwnOf(StaffFile.Subject), today.PlusDays(-DaysBackForForgotten));
            if (own.Count == 0)
                return [];
            var open = await db.StaffPresences.AsNoTracking().Where(p => own.Contains(p.StaffId) && p.Date >= since && p.Date < today && p.DepartedAt == null && p.LocationCode == location.Code).OrderBy(p => p.Date).ToListAsync(cancellationToken);
            return [.. open.Where(p => user.Scope.Covers(p.LocationCode, p.GroupCode)).Select(p => new Forgotten(p.Id, p.Date, location.Groups.FirstOrDefault(g => g.Code == p.GroupCode)?.Name ?? p.GroupCode))];
        }

        private static IEnumerable<Tile> Tiles(DayPicture day, GroupInfo group, IReadOnlyList<Guid> ofGroup, ILookup<Guid, ChildAlert> alerts)
        {
            var planned = day.Planned.Where(c => c.GroupCode == group.Code).ToLookup(c => c.ChildId);
            var here = day.Children.Where(p => p.GroupCode == group.Code).ToLookup(p => p.ChildId);
            foreach (var id in ofGroup)
            {
                if (day.People.Child(id) is not { } child)
                    continue;
                var (from, until) = (planned[id].Min(c => (LocalTime?)c.StartsAt), planned[id].Max(c => (LocalTime?)c.EndsAt));
                var latest = here[id].OrderBy(p => p.DepartedAt is null).ThenBy(p => p.ArrivedAt).LastOrDefault();
                var elsewhere = day.Children.FirstOrDefault(p => p.ChildId == id && p.IsOpen && p.GroupCode != group.Code);
                // A later part of the day that is still to come: before and after school.
                var comesAgain = latest is { IsOpen: false } && elsewhere is null && planned[id].Any(c => !day.HasCome(c) && (day.Now is null || day.At(c.EndsAt) > day.Now));
                var (state, since) = (latest, elsewhere) switch
                {
                    ({ IsOpen: true }, _) => (TileState.Present, latest.ArrivedAt.TimeIn(day.Zone)),
                    (_, not null) => (TileState.Elsewhere, elsewhere.ArrivedAt.TimeIn(day.Zone)),
                    ({ } gone, _) when !comesAgain => (TileState.Gone, gone.DepartedAt!.Value.TimeIn(day.Zone)),
                    _ when day.Absences.ContainsKey(id) => (TileState.Absent, (LocalTime?)null),
                    _ => (TileState.Expected, comesAgain ? planned[id].Max(c => (LocalTime?)c.StartsAt) : from),
                };
                yield return new Tile(
                    id,
                    child.Number,
                    child.CallName,
                    child.FullName,
                    Ages.YearsOn(child.BirthDate, day.Date),
                    child.BirthDate.Month == day.Date.Month && child.BirthDate.Day == day.Date.Day,
                    state,
                    since,
                    until,
                    latest?.Id,
                    elsewhere is null ? null : day.Location.Groups.FirstOrDefault(g => g.Code == elsewhere.GroupCode)?.Name,
                    state == TileState.Absent ? day.Absences[id].Reason.ToString().ToLowerInvariant() : null,
                    state == TileState.Expected && day.Now is { } minute && since is { } due && day.At(due) + Late <= minute,
                    [.. alerts[id]]);
            }
        }

        private static IEnumerable<Member> Team(DayPicture day, GroupInfo group) =>
            from p in day.Staff
            where p.GroupCode == @group.Code && p.IsOpen
            let member = day.People.Staff(p.StaffId)
            select new Member(p.StaffId, member?.FirstName ?? "?", member?.FullName ?? "?", p.ArrivedAt.TimeIn(day.Zone), p.Id, day.People.WhyNotCounted(p.StaffId, day.Date));

        private static IEnumerable<Member> OnBreak(DayPicture day, GroupInfo group) =>
            from tap in day.OnBreak.Values
            where tap.GroupCode == @group.Code
            let member = day.People.Staff(tap.StaffId)
            orderby tap.At
            select new Member(tap.StaffId, member?.FirstName ?? "?", member?.FullName ?? "?", tap.At.TimeIn(day.Zone), null, day.People.WhyNotCounted(tap.StaffId, day.Date));

        private static IEnumerable<Member> MayCome(DayPicture day, GroupInfo group, IEnumerable<StaffInfo> employed) =>
            from s in employed
            where !day.Staff.Any(p => p.StaffId == s.Id && p.IsOpen && p.GroupCode == @group.Code)
            let rostered = day.Plan.Staff.Any(r => r.StaffId == s.Id && r.GroupCode == @group.Code)
            orderby !rostered, !s.GroupCodes.Contains(@group.Code)
            select new Member(s.Id, s.FirstName, s.FullName, null, null, People.WhyNotCounted(s, day.Date));

        private static RatioNow? RatioAt(RatioTimeline timeline, Instant now)
        {
            if (timeline.Day is not { } figures || timeline.At(now) is not { } segment)
                return null;
            return new RatioNow(segment.Children.Total, segment.Staff, segment.Required, segment.Status, RatioSentence.Why(timeline.Explain(segment)), RatioSentence.Verdict(segment, figures.AllowanceMinutes), segment.AllowanceUsed, figures.AllowanceMinutes);
        }

        private IEnumerable<Change> Changes(RatioTimeline timeline, Instant now)
        {
            var current = timeline.At(now);
            var (required, status) = (current?.Required, current?.Status ?? RatioStatus.Met);
            foreach (var segment in timeline.Segments.Where(s => s.From > now))
            {
                if (segment.Required != required || segment.Status != status)
                    yield return new Change(segment.From.TimeIn(clock.Zone), segment.Required, segment.Staff, segment.Status);
                (required, status) = (segment.Required, segment.Status);
            }
        }
    }
}

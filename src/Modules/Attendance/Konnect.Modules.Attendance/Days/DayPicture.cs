using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>A location's day, loaded: who was planned, who was there, who was reported absent. Pure from here on.</summary>
/// <param name="Location">The location with its groups.</param>
/// <param name="Plan">Who was expected.</param>
/// <param name="Children">Presences of children that stand.</param>
/// <param name="Staff">Presences of staff that stand.</param>
/// <param name="Absences">Reported absences of that day, by child.</param>
/// <param name="People">The people the day speaks of.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Now">The current minute on the day itself; null on a day that is over.</param>
internal sealed record DayPicture(
    LocationInfo Location,
    DayPlan Plan,
    IReadOnlyList<ChildPresence> Children,
    IReadOnlyList<StaffPresence> Staff,
    IReadOnlyDictionary<Guid, Absence> Absences,
    People People,
    DateTimeZone Zone,
    Instant? Now)
{
    /// <summary>The local day.</summary>
    public LocalDate Date => Plan.Date;

    /// <summary>What the ratio is measured over that day.</summary>
    public IReadOnlyList<RatioScope> Scopes { get; } =
        RatioScopes.For(Location.Code, Location.Groups.Select(g => new RatioGroup(g.Code, CareCodes.ToRatio(g.CareType), g.Vve)), Plan.Date);

    /// <summary>True when somebody is still there, so that the day's figures move with the time.</summary>
    public bool MovesWithTime => Now is not null && (Children.Any(p => p.IsOpen) || Staff.Any(p => p.IsOpen));

    /// <summary>The children expected on an open day and not reported absent.</summary>
    public IEnumerable<PlannedChild> Expected => Planned.Where(c => !Absences.ContainsKey(c.ChildId));

    /// <summary>The children planned on an open day, reported absent or not.</summary>
    public IEnumerable<PlannedChild> Planned => Plan.IsClosed ? [] : Plan.Children;

    /// <summary>Whoever is planned on some groups or was there, each once.</summary>
    public IReadOnlyList<Guid> ChildrenOf(IEnumerable<string> groups)
    {
        var codes = groups.ToHashSet();
        return [.. Planned.Where(c => codes.Contains(c.GroupCode)).Select(c => c.ChildId).Concat(Children.Where(p => codes.Contains(p.GroupCode)).Select(p => p.ChildId)).Distinct()];
    }

    /// <summary>The ratio of a scope as registered.</summary>
    public RatioTimeline Actual(RatioScope scope) => RatioEngine.Compute(new ScopeDay(
        scope,
        Date,
        Hours,
        [.. from p in Children where scope.Groups.Contains(p.GroupCode) select new ChildStay(p.ChildId, People.BirthDate(p.ChildId, Date), p.ArrivedAt, p.DepartedAt)],
        [.. from p in Staff where scope.Groups.Contains(p.GroupCode) select new StaffStay(p.StaffId, People.Counts(p.StaffId, Date), p.ArrivedAt, p.DepartedAt)],
        Now));

    /// <summary>The ratio of a scope as planned.</summary>
    public RatioTimeline AsPlanned(RatioScope scope) => RatioEngine.Compute(PlanOf(scope));

    /// <summary>The ratio of a scope over the whole of today: as registered until now, then leaving and arriving as planned.</summary>
    public RatioTimeline Ahead(RatioScope scope, Instant since) => RatioEngine.Compute(AheadOf(scope, since));

    /// <summary>A scope's day as planned.</summary>
    public ScopeDay PlanOf(RatioScope scope) => new(
        scope,
        Date,
        Hours,
        [.. from c in Expected where scope.Groups.Contains(c.GroupCode) select new ChildStay(c.ChildId, People.BirthDate(c.ChildId, Date), At(c.StartsAt), At(c.EndsAt))],
        [.. from s in Shifts(scope) from part in WithoutBreak(s) select new StaffStay(s.StaffId, People.Counts(s.StaffId, Date), At(part.From), At(part.To))]);

    /// <summary>A scope's day as registered until now, then as is to be expected.</summary>
    public ScopeDay AheadOf(RatioScope scope, Instant since) => new(
        scope,
        Date,
        Hours,
        [.. Staying(scope, since), .. Coming(scope, since)],
        [.. StaffStaying(scope, since), .. StaffComing(scope, since)]);

    /// <summary>Staff on a break and since when: left for it and not come back.</summary>
    public IReadOnlyDictionary<Guid, StaffTap> OnBreak { get; init; } = new Dictionary<Guid, StaffTap>();

    /// <summary>Whether somebody works alone in the location now.</summary>
    /// <param name="timelines">Its scopes' day.</param>
    /// <param name="now">The minute.</param>
    public Alone Alone(IEnumerable<RatioTimeline> timelines, Instant now)
    {
        var present = timelines.Select(t => t.At(now)).OfType<RatioSegment>().ToList();
        var here = Staff.Where(p => p.IsOpen).Select(p => p.StaffId).Distinct().ToList();
        return AloneRule.Of(present.Sum(s => s.Children.Total), present.Sum(s => s.Required ?? s.Children.Total), here.Count(id => People.Counts(id, Date)), here.Count(id => !People.Counts(id, Date)));
    }

    /// <summary>More trainees and interns on the location's groups than may count there now, or null.</summary>
    /// <param name="timelines">Its scopes' day.</param>
    /// <param name="now">The minute.</param>
    public RatioText? Trainees(IEnumerable<RatioTimeline> timelines, Instant now) =>
        RatioWarnings.Trainees(Date, Staff.Where(p => p.IsOpen && People.Counts(p.StaffId, Date) && People.IsTrainee(p.StaffId)).Select(p => p.StaffId).Distinct().Count(), timelines.Sum(t => t.At(now)?.Required ?? 0));

    /// <summary>What the ratio of a group is measured over that day.</summary>
    public RatioScope ScopeOf(string groupCode) => Scopes.First(s => s.Groups.Contains(groupCode));

    /// <summary>True when a planned child is there, on whatever group, or was there for this plan and has left.</summary>
    public bool HasCome(PlannedChild planned) =>
        Children.Any(p => p.ChildId == planned.ChildId && (p.IsOpen || p.ArrivedAt >= At(planned.StartsAt) || p.DepartedAt > At(planned.StartsAt)));

    /// <summary>When a presence ends: as registered, now on the day itself, else at closing time or at its start if that is later.</summary>
    public Instant EndOf(Presence presence) => presence.DepartedAt ?? Now ?? Instant.Max(presence.ArrivedAt, At(Location.Closes));

    /// <summary>The instant of a local time on this day.</summary>
    public Instant At(LocalTime time) => Zone.At(Date, time);

    /// <summary>The opening hours and the kind of day.</summary>
    public LocationDay Hours => new(Zone, Location.Opens, Location.Closes, Plan.IsClosed, Plan.IsSchoolFree);

    private IEnumerable<PlannedShift> Shifts(RatioScope scope) => Plan.IsClosed ? [] : Plan.Staff.Where(s => scope.Groups.Contains(s.GroupCode));

    private static IEnumerable<(LocalTime From, LocalTime To)> WithoutBreak(PlannedShift shift) =>
        shift is { BreakStart: { } start, BreakEnd: { } end } ? [(shift.StartsAt, start), (end, shift.EndsAt)] : [(shift.StartsAt, shift.EndsAt)];

    // Who is late is taken to come within a quarter of an hour: the minute of now holds only who is really there.
    private static Instant ComesAt(Instant planned, Instant since) => planned > since ? planned : since + Duration.FromMinutes(15);

    // Who stays longer than planned is taken to stay a quarter of an hour more; who was not planned, until closing time.
    private Instant LeavesAt(LocalTime? planned, Instant since) =>
        planned is { } time && At(time) > since ? At(time) : planned is null ? Instant.Max(since + Duration.FromMinutes(1), At(Location.Closes)) : since + Duration.FromMinutes(15);

    private IEnumerable<ChildStay> Staying(RatioScope scope, Instant since) =>
        from p in Children
        where scope.Groups.Contains(p.GroupCode)
        let planned = Plan.Children.Where(c => c.ChildId == p.ChildId && c.GroupCode == p.GroupCode).Max(c => (LocalTime?)c.EndsAt)
        select new ChildStay(p.ChildId, People.BirthDate(p.ChildId, Date), p.ArrivedAt, p.DepartedAt ?? LeavesAt(planned, since));

    private IEnumerable<ChildStay> Coming(RatioScope scope, Instant since) =>
        from c in Expected
        where scope.Groups.Contains(c.GroupCode) && At(c.EndsAt) > ComesAt(At(c.StartsAt), since) && !HasCome(c)
        select new ChildStay(c.ChildId, People.BirthDate(c.ChildId, Date), ComesAt(At(c.StartsAt), since), At(c.EndsAt));

    private IEnumerable<StaffStay> StaffStaying(RatioScope scope, Instant since) =>
        from p in Staff
        where scope.Groups.Contains(p.GroupCode)
        let shift = p.IsOpen ? Plan.Staff.FirstOrDefault(s => s.StaffId == p.StaffId && s.GroupCode == p.GroupCode) : null
        let leaves = p.DepartedAt ?? LeavesAt(shift?.EndsAt, since)
        from part in shift is { BreakStart: { } start, BreakEnd: { } end } && At(start) > since && At(end) < leaves
            ? new[] { (From: p.ArrivedAt, To: At(start)), (From: At(end), To: leaves) }
            : new[] { (From: p.ArrivedAt, To: leaves) }
        select new StaffStay(p.StaffId, People.Counts(p.StaffId, Date), part.From, part.To);

    // Whose break was registered comes back after it; of who only left, the second half of the shift may be still ahead.
    private IEnumerable<StaffStay> StaffComing(RatioScope scope, Instant since) =>
        (from tap in OnBreak.Values
        where scope.Groups.Contains(tap.GroupCode)
        let shift = Shifts(scope).FirstOrDefault(s => s.StaffId == tap.StaffId)
        let back = ComesAt(tap.At + LengthOfBreak(shift), since)
        let leaves = LeavesAt(shift?.EndsAt, since)
        where back < leaves
        select new StaffStay(tap.StaffId, People.Counts(tap.StaffId, Date), back, leaves))
        .Concat(
        from s in Shifts(scope)
        where !Staff.Any(p => p.StaffId == s.StaffId && p.IsOpen) && !OnBreak.ContainsKey(s.StaffId)
        from part in WithoutBreak(s)
        where At(part.To) > ComesAt(At(part.From), since) && (At(part.From) > since || Staff.All(p => p.StaffId != s.StaffId))
        select new StaffStay(s.StaffId, People.Counts(s.StaffId, Date), ComesAt(At(part.From), since), At(part.To)));

    private static Duration LengthOfBreak(PlannedShift? shift) =>
        shift is { BreakStart: { } start, BreakEnd: { } end } ? Period.Between(start, end, PeriodUnits.Minutes).ToDuration() : Duration.FromMinutes(30);
}

using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Facts;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>What reports tell of a location's day, computed from its picture alone.</summary>
internal sealed class DayFacts
{
    private readonly DayPicture day;

    private DayFacts(DayPicture day)
    {
        this.day = day;
        foreach (var scope in day.Scopes)
        {
            Add(day.Actual(scope), Basis.Actual);
            Add(day.AsPlanned(scope), Basis.Planned);
        }

        ChildAttendance = [.. day.Children.Select(Fact)];
        StaffAttendance = [.. day.Staff.Select(Fact)];
        PlannedAttendance = [.. day.Planned.Select(Fact).DistinctBy(f => f.Id)];
        Absences = [.. from planned in day.Planned.GroupBy(c => (c.ChildId, c.GroupCode)) where day.Absences.ContainsKey(planned.Key.ChildId) select Fact(day.Absences[planned.Key.ChildId], planned)];
        Occupancy = [.. day.Location.Groups.Select(Fact).Where(o => o.PlannedChildren > 0 || o.PresentChildren > 0 || (!day.Plan.IsClosed && day.Date.DayOfWeek <= IsoDayOfWeek.Friday))];
    }

    public LocalDate Date => day.Date;

    /// <summary>The minute up to which open presences were counted; null when the figures no longer move.</summary>
    public Instant? AsOf => day.MovesWithTime ? day.Now : null;

    public List<RatioSegmentFact> Segments { get; } = [];

    public List<RatioDayFact> Days { get; } = [];

    public IReadOnlyList<ChildAttendanceFact> ChildAttendance { get; }

    public IReadOnlyList<StaffAttendanceFact> StaffAttendance { get; }

    public IReadOnlyList<AbsenceFact> Absences { get; }

    public IReadOnlyList<PlannedAttendanceFact> PlannedAttendance { get; }

    public IReadOnlyList<OccupancyFact> Occupancy { get; }

    /// <summary>Computes the facts.</summary>
    public static DayFacts Of(DayPicture day) => new(day);

    /// <summary>A date as <c>yyyymmdd</c>.</summary>
    public static int KeyOf(LocalDate date) => (date.Year * 10_000) + (date.Month * 100) + date.Day;

    private string CareOf(string groupCode) => day.Location.Groups.FirstOrDefault(g => g.Code == groupCode)?.CareType.Code() ?? "";

    private void Add(RatioTimeline timeline, string basis)
    {
        var (scope, care) = (timeline.Scope, timeline.Scope.Kind == ScopeKind.Location ? "bso" : CareOf(timeline.Scope.Code));
        Segments.AddRange(timeline.Segments.Select(s => new RatioSegmentFact
        {
            Scope = scope.Kind.Code(),
            Code = scope.Code,
            Basis = basis,
            From = s.From,
            To = s.To,
            LocationCode = day.Location.Code,
            CareType = care,
            Date = Date,
            DateKey = KeyOf(Date),
            Minutes = s.Minutes,
            Children = s.Children.Total,
            Age0 = s.Children.Age0,
            Age1 = s.Children.Age1,
            Age2 = s.Children.Age2,
            Age3 = s.Children.Age3,
            Age4To6 = s.Children.Age4To6,
            Age7Plus = s.Children.Age7Plus,
            StaffPresent = s.Staff,
            StaffRequired = s.Required,
            Shortfall = s.Shortfall,
            Status = s.Status.Code(),
            Rule = s.Rule.Code(),
            RuleSet = timeline.RuleSet,
        }));
        if (timeline.Day is { } figures)
        {
            Days.Add(new RatioDayFact
            {
                Scope = scope.Kind.Code(),
                Code = scope.Code,
                Basis = basis,
                Date = Date,
                LocationCode = day.Location.Code,
                CareType = care,
                DateKey = KeyOf(Date),
                ChildMinutes = figures.ChildMinutes,
                DeviationMinutes = figures.DeviationMinutes,
                BreachMinutes = figures.BreachMinutes,
                OversizeMinutes = figures.OversizeMinutes,
                AllowanceMinutes = figures.AllowanceMinutes,
                MaxChildren = figures.MaxChildren,
                MaxShortfall = figures.MaxShortfall,
                Status = figures.Status.Code(),
                Incomplete = figures.Incomplete,
                RuleSet = figures.RuleSet,
            });
        }
    }

    private ChildAttendanceFact Fact(ChildPresence presence)
    {
        var child = day.People.Child(presence.ChildId);
        var born = day.People.BirthDate(presence.ChildId, Date);
        return new ChildAttendanceFact
        {
            Id = presence.Id,
            ChildKey = child?.FeedKey ?? Guid.Empty,
            LocationCode = presence.LocationCode,
            GroupCode = presence.GroupCode,
            CareType = CareOf(presence.GroupCode),
            Date = Date,
            DateKey = KeyOf(Date),
            ArrivedAt = presence.ArrivedAt,
            DepartedAt = presence.DepartedAt,
            Minutes = Minutes(presence),
            AgeYears = Ages.YearsOn(born, Date),
            AgeMonths = Math.Max(0, Period.Between(born, Date, PeriodUnits.Months).Months),
            AgeClass = Ages.ClassOn(born, Date).Code(),
            Planned = day.Planned.Any(c => c.ChildId == presence.ChildId && c.GroupCode == presence.GroupCode),
            Corrected = presence.IsCorrected,
            ModifiedAt = presence.ModifiedAt,
            Name = child?.FullName ?? "",
            BirthDate = born,
        };
    }

    private StaffAttendanceFact Fact(StaffPresence presence)
    {
        var member = day.People.Staff(presence.StaffId);
        return new StaffAttendanceFact
        {
            Id = presence.Id,
            StaffKey = member?.FeedKey ?? Guid.Empty,
            LocationCode = presence.LocationCode,
            GroupCode = presence.GroupCode,
            Date = Date,
            DateKey = KeyOf(Date),
            ArrivedAt = presence.ArrivedAt,
            DepartedAt = presence.DepartedAt,
            Minutes = Minutes(presence),
            Job = member?.Job ?? "",
            CountsInRatio = day.People.Counts(presence.StaffId, Date),
            Corrected = presence.IsCorrected,
            ModifiedAt = presence.ModifiedAt,
            Name = member?.FullName ?? "",
            RegisterCheckedOn = member?.RegisterCheckedOn,
        };
    }

    private PlannedAttendanceFact Fact(PlannedChild planned) => new()
    {
        Id = StableId.Of(planned.PlacementId, $"{Date:uuuu-MM-dd}/{planned.StartsAt:HH:mm}/{planned.Source}"),
        ChildKey = day.People.Child(planned.ChildId)?.FeedKey ?? Guid.Empty,
        LocationCode = day.Location.Code,
        GroupCode = planned.GroupCode,
        Date = Date,
        DateKey = KeyOf(Date),
        StartsAt = day.At(planned.StartsAt),
        EndsAt = day.At(planned.EndsAt),
        Minutes = MinutesBetween(day.At(planned.StartsAt), day.At(planned.EndsAt)),
        Source = planned.Source,
        AgeClass = Ages.ClassOn(day.People.BirthDate(planned.ChildId, Date), Date).Code(),
    };

    private AbsenceFact Fact(Absence absence, IGrouping<(Guid ChildId, string GroupCode), PlannedChild> planned)
    {
        var starts = day.At(planned.Min(c => c.StartsAt));
        return new AbsenceFact
        {
            Id = StableId.Of(absence.Id, $"{Date:uuuu-MM-dd}/{planned.Key.GroupCode}"),
            ChildKey = day.People.Child(absence.ChildId)?.FeedKey ?? Guid.Empty,
            LocationCode = day.Location.Code,
            GroupCode = planned.Key.GroupCode,
            Date = Date,
            DateKey = KeyOf(Date),
            Reason = absence.Reason.ToString().ToLowerInvariant(),
            ReportedAt = absence.ReportedAt,
            NoticeHours = absence.ReportedAt is { } reported ? (int)Math.Floor((starts - reported).TotalHours) : null,
        };
    }

    private OccupancyFact Fact(GroupInfo group)
    {
        var planned = day.Planned.Where(c => c.GroupCode == group.Code).ToList();
        var present = day.Children.Where(p => p.GroupCode == group.Code).ToList();
        return new OccupancyFact
        {
            GroupCode = group.Code,
            Date = Date,
            LocationCode = day.Location.Code,
            CareType = group.CareType.Code(),
            DateKey = KeyOf(Date),
            Capacity = group.Capacity,
            PlannedChildren = planned.Select(c => c.ChildId).Distinct().Count(),
            PresentChildren = present.Select(p => p.ChildId).Distinct().Count(),
            AbsentChildren = planned.Select(c => c.ChildId).Where(day.Absences.ContainsKey).Distinct().Count(),
            PlannedMinutes = planned.Sum(c => MinutesBetween(day.At(c.StartsAt), day.At(c.EndsAt))),
            PresentMinutes = present.Sum(p => MinutesBetween(p.ArrivedAt, day.EndOf(p))),
            MaxPresent = MostAtOnce(present),
        };
    }

    /// <summary>Most children at once: a sweep over arrivals and departures, departures first.</summary>
    private int MostAtOnce(List<ChildPresence> present)
    {
        var (most, current) = (0, 0);
        foreach (var (_, change) in present.SelectMany(p => new[] { (At: p.ArrivedAt.ToMinute(), Change: 1), (At: day.EndOf(p).ToMinute(), Change: -1) }).OrderBy(e => e.At).ThenBy(e => e.Change))
        {
            current += change;
            most = Math.Max(most, current);
        }

        return most;
    }

    private static int? Minutes(Presence presence) => presence.DepartedAt is { } departed ? MinutesBetween(presence.ArrivedAt, departed) : null;

    private static int MinutesBetween(Instant from, Instant to) => Math.Max(0, (int)(to.ToMinute() - from.ToMinute()).TotalMinutes);
}

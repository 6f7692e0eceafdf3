using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using NodaTime;
using NodaTime.Calendars;

namespace Konnect.Modules.Planning.Domain;

/// <summary>In which ISO weeks a day of the pattern holds.</summary>
internal enum WeekPattern
{
    Every,
    Odd,
    Even,
}

/// <summary>A child's contract with a group: a period and a weekly pattern.</summary>
internal sealed class Placement
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The pseudonymous key in reports.</summary>
    [PersonalData(PersonalDataCategory.Key, "pseudonymous key in reports", RetentionClass.Planning)]
    public Guid FeedKey { get; private set; } = Guid.NewGuid();

    [PersonalData(PersonalDataCategory.Key, "number in the source system", RetentionClass.Contract)]
    public required string Number { get; init; }

    [Subject(ChildFile.Subject)]
    [PersonalData(PersonalDataCategory.Key, "whose placement it is", RetentionClass.Planning)]
    public required Guid ChildId { get; set; }

    /// <summary>The child's pseudonymous key in reports.</summary>
    [PersonalData(PersonalDataCategory.Key, "pseudonymous key in reports", RetentionClass.Planning)]
    public required Guid ChildKey { get; set; }

    [PersonalData(PersonalDataCategory.Contract, "planning", RetentionClass.Planning)]
    public required string GroupCode { get; set; }

    [PersonalData(PersonalDataCategory.Contract, "planning", RetentionClass.Contract)]
    public string? Product { get; set; }

    [PersonalData(PersonalDataCategory.Contract, "planning", RetentionClass.Planning)]
    public required LocalDate StartDate { get; set; }

    [PersonalData(PersonalDataCategory.Contract, "planning", RetentionClass.Planning)]
    public LocalDate? EndDate { get; set; }

    /// <summary>The days of the weekly pattern, also those that others have taken the place of.</summary>
    public List<PlacementDay> Days { get; } = [];

    /// <summary>True when the placement holds on that day.</summary>
    public bool Covers(LocalDate date) => Covers(StartDate, EndDate, date);

    /// <summary>True when a placement from one day to another, or without end, holds on that day.</summary>
    public static bool Covers(LocalDate start, LocalDate? end, LocalDate date) => start <= date && (end is null || end >= date);

    /// <summary>The weekly pattern as it holds to the placement's end.</summary>
    public IEnumerable<PlacementDay> Pattern() => Days.Where(d => d.LastDay is null);

    /// <summary>The days of the pattern that hold on that day; usually one, none outside the placement.</summary>
    public IEnumerable<PlacementDay> DaysOn(LocalDate date) => Covers(date) ? Days.Where(d => d.FallsOn(date)) : [];

    /// <summary>Planned minutes in a week; a day of odd or even weeks counts half.</summary>
    public int WeeklyMinutes => Pattern().Sum(d => d.Weeks == WeekPattern.Every ? 2 * d.Minutes : d.Minutes) / 2;
}

/// <summary>One day of a weekly pattern, local times. Of those that hold to the end known by placement, weekday, weeks and start.</summary>
internal sealed class PlacementDay
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid PlacementId { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "planning", RetentionClass.Planning)]
    public required IsoDayOfWeek Weekday { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "planning", RetentionClass.Planning)]
    public required LocalTime StartTime { get; set; }

    [PersonalData(PersonalDataCategory.Presence, "planning", RetentionClass.Planning)]
    public required LocalTime EndTime { get; set; }

    [PersonalData(PersonalDataCategory.Presence, "planning", RetentionClass.Planning)]
    public required WeekPattern Weeks { get; set; }

    /// <summary>First day of this part of the pattern; null: the placement's own.</summary>
    [PersonalData(PersonalDataCategory.Presence, "planning", RetentionClass.Planning)]
    public LocalDate? FirstDay { get; set; }

    /// <summary>Last day of this part of the pattern, when another took its place; null: the placement's own.</summary>
    [PersonalData(PersonalDataCategory.Presence, "planning", RetentionClass.Planning)]
    public LocalDate? LastDay { get; set; }

    /// <summary>True when the pattern holds on that day.</summary>
    public bool FallsOn(LocalDate date) => date.DayOfWeek == Weekday && !(date < FirstDay) && !(date > LastDay) && Weeks switch
    {
        WeekPattern.Odd => WeekYearRules.Iso.GetWeekOfWeekYear(date) % 2 == 1,
        WeekPattern.Even => WeekYearRules.Iso.GetWeekOfWeekYear(date) % 2 == 0,
        _ => true,
    };

    /// <summary>True when some time of some week belongs both to this day and to such another.</summary>
    public bool Overlaps(IsoDayOfWeek weekday, WeekPattern weeks, LocalTime start, LocalTime end) =>
        Weekday == weekday && StartTime < end && start < EndTime && (Weeks == weeks || Weeks == WeekPattern.Every || weeks == WeekPattern.Every);

    /// <summary>Planned minutes; stored, so that reports can add them up in the database.</summary>
    [PersonalData(PersonalDataCategory.Presence, "planning", RetentionClass.Planning)]
    public int Minutes
    {
        get => (int)Period.Between(StartTime, EndTime, PeriodUnits.Minutes).Minutes;
        private set { }
    }
}

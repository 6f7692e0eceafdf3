using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Facts;

/// <summary>On what a fact is based: what was registered, or what is planned.</summary>
internal static class Basis
{
    public const string Actual = "actual";
    public const string Planned = "planned";
}

/// <summary>A stretch of a day with the same numbers; the row of <c>RatioSegments</c>.</summary>
[NoPersonalData]
internal sealed record RatioSegmentFact
{
    public required string Scope { get; init; }
    public required string Code { get; init; }
    public required string Basis { get; init; }
    public required Instant From { get; init; }
    public required Instant To { get; init; }
    public required string LocationCode { get; init; }
    public required string CareType { get; init; }
    public required LocalDate Date { get; init; }
    public required int DateKey { get; init; }
    public required int Minutes { get; init; }
    public required int Children { get; init; }
    public required int Age0 { get; init; }
    public required int Age1 { get; init; }
    public required int Age2 { get; init; }
    public required int Age3 { get; init; }
    public required int Age4To6 { get; init; }
    public required int Age7Plus { get; init; }
    public required int StaffPresent { get; init; }
    public required int? StaffRequired { get; init; }
    public required int? Shortfall { get; init; }
    public required string Status { get; init; }
    public required string Rule { get; init; }
    public required string RuleSet { get; init; }
}

/// <summary>A day of a scope; the row of <c>RatioDays</c>.</summary>
[NoPersonalData]
internal sealed record RatioDayFact
{
    public required string Scope { get; init; }
    public required string Code { get; init; }
    public required string Basis { get; init; }
    public required LocalDate Date { get; init; }
    public required string LocationCode { get; init; }
    public required string CareType { get; init; }
    public required int DateKey { get; init; }
    public required int ChildMinutes { get; init; }
    public required int DeviationMinutes { get; init; }
    public required int BreachMinutes { get; init; }
    public required int OversizeMinutes { get; init; }
    public required int AllowanceMinutes { get; init; }
    public required int MaxChildren { get; init; }
    public required int MaxShortfall { get; init; }
    public required string Status { get; init; }
    public required bool Incomplete { get; init; }
    public required string RuleSet { get; init; }
}

/// <summary>A child's presence with what reports need beside it; the row of <c>ChildAttendance</c>.</summary>
[NotRecorded("It follows from presences and plans, whose changes are recorded.")]
internal sealed record ChildAttendanceFact
{
    public required Guid Id { get; init; }

    [PersonalData(PersonalDataCategory.Key, "pseudonymous key in reports", RetentionClass.Attendance)]
    public required Guid ChildKey { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required string GroupCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required string CareType { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required LocalDate Date { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required int DateKey { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required Instant ArrivedAt { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required Instant? DepartedAt { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required int? Minutes { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required int AgeYears { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required int AgeMonths { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required string AgeClass { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required bool Planned { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required bool Corrected { get; init; }

    public required Instant ModifiedAt { get; init; }

    /// <summary>Full name, for the inspector's feed only.</summary>
    [PersonalData(PersonalDataCategory.Identity, "inspection", RetentionClass.Attendance)]
    public required string Name { get; init; }

    /// <summary>Birth date, for the inspector's feed only.</summary>
    [PersonalData(PersonalDataCategory.Identity, "inspection", RetentionClass.Attendance)]
    public required LocalDate BirthDate { get; init; }
}

/// <summary>A staff presence with what reports need beside it; the row of <c>StaffAttendance</c>.</summary>
[NotRecorded("It follows from presences and plans, whose changes are recorded.")]
internal sealed record StaffAttendanceFact
{
    public required Guid Id { get; init; }

    [PersonalData(PersonalDataCategory.Key, "pseudonymous key in reports", RetentionClass.Attendance)]
    public required Guid StaffKey { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required string GroupCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required LocalDate Date { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required int DateKey { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required Instant ArrivedAt { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required Instant? DepartedAt { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required int? Minutes { get; init; }

    [PersonalData(PersonalDataCategory.Contract, "reports", RetentionClass.Attendance)]
    public required string Job { get; init; }

    [PersonalData(PersonalDataCategory.Contract, "reports", RetentionClass.Attendance)]
    public required bool CountsInRatio { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required bool Corrected { get; init; }

    public required Instant ModifiedAt { get; init; }

    /// <summary>Full name, for the inspector's feed only.</summary>
    [PersonalData(PersonalDataCategory.Identity, "inspection", RetentionClass.Attendance)]
    public required string Name { get; init; }

    /// <summary>Date of the register check, for the inspector's feed only.</summary>
    [PersonalData(PersonalDataCategory.Contract, "inspection", RetentionClass.Attendance)]
    public required LocalDate? RegisterCheckedOn { get; init; }
}

/// <summary>A planned day that a child was reported absent from; the row of <c>Absences</c>.</summary>
[NotRecorded("It follows from presences and plans, whose changes are recorded.")]
internal sealed record AbsenceFact
{
    public required Guid Id { get; init; }

    [PersonalData(PersonalDataCategory.Key, "pseudonymous key in reports", RetentionClass.Attendance)]
    public required Guid ChildKey { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required string GroupCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required LocalDate Date { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required int DateKey { get; init; }

    [NotSealed("The name of a member of AbsenceReason, by which reports group; nobody writes it.")]
    [PersonalData(PersonalDataCategory.Health, "reports", RetentionClass.Attendance)]
    public required string Reason { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required Instant? ReportedAt { get; init; }

    /// <summary>Whole hours between the report and the planned start; null when it is not known when it was reported.</summary>
    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Attendance)]
    public required int? NoticeHours { get; init; }
}

/// <summary>A child's planned time on an open day, reported absent or not; the row of <c>PlannedAttendance</c>.</summary>
[NotRecorded("It follows from presences and plans, whose changes are recorded.")]
internal sealed record PlannedAttendanceFact
{
    public required Guid Id { get; init; }

    [PersonalData(PersonalDataCategory.Key, "pseudonymous key in reports", RetentionClass.Attendance)]
    public required Guid ChildKey { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Planning)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Planning)]
    public required string GroupCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Planning)]
    public required LocalDate Date { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Planning)]
    public required int DateKey { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Planning)]
    public required Instant StartsAt { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Planning)]
    public required Instant EndsAt { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Planning)]
    public required int Minutes { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Planning)]
    public required string Source { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "reports", RetentionClass.Planning)]
    public required string AgeClass { get; init; }
}

/// <summary>How full a group was on a day; the row of <c>Occupancy</c>.</summary>
[NoPersonalData]
internal sealed record OccupancyFact
{
    public required string GroupCode { get; init; }
    public required LocalDate Date { get; init; }
    public required string LocationCode { get; init; }
    public required string CareType { get; init; }
    public required int DateKey { get; init; }
    public required int Capacity { get; init; }
    public required int PlannedChildren { get; init; }
    public required int PresentChildren { get; init; }
    public required int AbsentChildren { get; init; }
    public required int PlannedMinutes { get; init; }
    public required int PresentMinutes { get; init; }
    public required int MaxPresent { get; init; }
}

/// <summary>
/// The facts of a location's day were computed. Until it is over, they hold up to <see cref="AsOf"/>: a presence that is still open is taken
/// to last until then, and the day is computed again while time passes.
/// </summary>
[NoPersonalData]
internal sealed class ComputedDay
{
    public required string LocationCode { get; init; }
    public required LocalDate Date { get; init; }

    /// <summary>The minute up to which open presences were counted; null when nothing of the day depends on the time.</summary>
    public Instant? AsOf { get; set; }
}

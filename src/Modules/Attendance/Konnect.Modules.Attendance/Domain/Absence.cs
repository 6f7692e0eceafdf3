using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain;

/// <summary>Why a child does not come.</summary>
internal enum AbsenceReason
{
    Sick,
    Holiday,
    Other,
}

/// <summary>Days on which a child does not come. Known by child and first day.</summary>
internal sealed class Absence
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    [Subject(ChildFile.Subject)]
    [PersonalData(PersonalDataCategory.Key, "whose absence it is", RetentionClass.Attendance)]
    public required Guid ChildId { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who is expected", RetentionClass.Attendance)]
    public required LocalDate FromDate { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who is expected", RetentionClass.Attendance)]
    public required LocalDate ToDate { get; set; }

    [PersonalData(PersonalDataCategory.Health, "who is expected, and infection control", RetentionClass.Attendance)]
    public required AbsenceReason Reason { get; set; }

    /// <summary>When the family told, if known.</summary>
    [PersonalData(PersonalDataCategory.Presence, "deadlines for reporting", RetentionClass.Attendance)]
    public Instant? ReportedAt { get; set; }

    /// <summary>True when the child is absent that day.</summary>
    public bool Covers(LocalDate date) => FromDate <= date && ToDate >= date;
}

using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain;

/// <summary>
/// Who can be at a location within 15 minutes when somebody works there alone (achterwacht; Besluit kwaliteit kinderopvang, articles 9 and 18).
/// </summary>
[NotRecorded("It is in nobody's file; who named whom is recorded.")]
internal sealed class StandIn
{
    /// <summary>The location: each names one.</summary>
    [PersonalData(PersonalDataCategory.Key, "where this person stands in", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "who to call when somebody works alone", RetentionClass.Attendance)]
    public required string Name { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "who to call when somebody works alone", RetentionClass.Attendance)]
    public required string Phone { get; set; }

    /// <summary>When it was last changed.</summary>
    public required Instant ModifiedAt { get; set; }
}

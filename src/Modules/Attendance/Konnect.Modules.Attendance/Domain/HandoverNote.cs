using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain;

/// <summary>What the next shift of a group must know; done once somebody says so.</summary>
[NotRecorded("It stands on the board with who wrote it and who did it, and both commands stand in the trail.")]
internal sealed class HandoverNote
{
    public const int LongestText = 1000;

    /// <summary>Made by the page; the same request sent twice writes one.</summary>
    public required Guid Id { get; init; }

    [PersonalData(PersonalDataCategory.None, "whose shift it is for", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.None, "whose shift it is for", RetentionClass.Attendance)]
    public required string GroupCode { get; init; }

    [Sealed("attendance.handover-note")]
    [PersonalData(PersonalDataCategory.Health, "what the next shift must know of children", RetentionClass.Attendance)]
    public required string Text { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "whom to ask", RetentionClass.Attendance)]
    public required string WrittenBy { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "when it was written", RetentionClass.Attendance)]
    public required Instant WrittenAt { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "whom to ask", RetentionClass.Attendance)]
    public string DoneBy { get; set; } = "";

    /// <summary>Null while it is to be done.</summary>
    [PersonalData(PersonalDataCategory.Presence, "when it was done", RetentionClass.Attendance)]
    public Instant? DoneAt { get; set; }
}

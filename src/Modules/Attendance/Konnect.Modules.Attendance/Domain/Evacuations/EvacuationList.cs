using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Evacuations;

/// <summary>Everybody who was present at a location when it was cleared, in a drill or for real. Once ended it changes only by what a device sends that had no connection then.</summary>
[NotRecorded("It tells itself what happened, and each command that made it stands in the trail.")]
internal sealed class EvacuationList
{
    /// <summary>Made by the page; the same request sent twice starts one.</summary>
    public required Guid Id { get; init; }

    [PersonalData(PersonalDataCategory.None, "which location was cleared", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    /// <summary>The one group that was cleared; null for the whole location.</summary>
    [PersonalData(PersonalDataCategory.None, "which group was cleared", RetentionClass.Attendance)]
    public required string? GroupCode { get; set; }

    [PersonalData(PersonalDataCategory.None, "drill or real", RetentionClass.Attendance)]
    public required bool IsDrill { get; set; }

    /// <summary>The local day.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of an evacuation", RetentionClass.Attendance)]
    public required LocalDate Date { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "evidence of an evacuation", RetentionClass.Attendance)]
    public required Instant StartedAt { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "evidence of an evacuation", RetentionClass.Attendance)]
    public required string StartedBy { get; set; }

    [PersonalData(PersonalDataCategory.Presence, "evidence of an evacuation", RetentionClass.Attendance)]
    public Instant? EndedAt { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "evidence of an evacuation", RetentionClass.Attendance)]
    public string EndedBy { get; set; } = "";

    /// <summary>What went well and what didn't.</summary>
    [Sealed("attendance.evacuation-remark")]
    [PersonalData(PersonalDataCategory.Health, "evaluation of an evacuation", RetentionClass.Attendance)]
    public string Remark { get; set; } = "";
}

/// <summary>A device began the list without a connection, and told so afterwards. Each device has its own; what they ticked is in one list.</summary>
[NotRecorded("It is kept as it was told, and its command stands in the trail.")]
internal sealed class OfflineStart
{
    /// <summary>From what the device made; the same list sent twice is one.</summary>
    public required Guid Id { get; init; }

    public required Guid EvacuationId { get; init; }

    [PersonalData(PersonalDataCategory.None, "drill or real, as it was started", RetentionClass.Attendance)]
    public required bool IsDrill { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "evidence of an evacuation", RetentionClass.Attendance)]
    public required Instant StartedAt { get; init; }

    /// <summary>Who had the device then.</summary>
    [PersonalData(PersonalDataCategory.Identity, "evidence of an evacuation", RetentionClass.Attendance)]
    public required string StartedBy { get; init; }

    /// <summary>When it was first received.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of an evacuation", RetentionClass.Attendance)]
    public required Instant ReceivedAt { get; init; }

    /// <summary>Who had the device when it was sent.</summary>
    [PersonalData(PersonalDataCategory.Identity, "evidence of an evacuation", RetentionClass.Attendance)]
    public required string SentBy { get; init; }
}

/// <summary>Somebody opened the list: one line for each name.</summary>
[NotRecorded("It is written by a command that stands in the trail.")]
internal sealed class EvacuationReader
{
    public required Guid EvacuationId { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "who saw the list of a whole location", RetentionClass.Attendance)]
    public required string Name { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who saw the list of a whole location", RetentionClass.Attendance)]
    public required Instant At { get; init; }
}

/// <summary>Somebody on the list: frozen at the start, or added since.</summary>
[NotRecorded("Frozen when the list was made and never changed; the command that made it stands in the trail.")]
internal sealed class EvacuationPerson
{
    public required Guid Id { get; init; }

    public required Guid EvacuationId { get; init; }

    [Subject(ChildFile.Subject)]
    [PersonalData(PersonalDataCategory.Key, "who was present", RetentionClass.Attendance)]
    public Guid? ChildId { get; init; }

    [PersonalData(PersonalDataCategory.Key, "who was present", RetentionClass.Attendance)]
    public Guid? StaffId { get; init; }

    /// <summary>The name as it was then.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who was present", RetentionClass.Attendance)]
    public required string Name { get; init; }

    /// <summary>The group; empty for a visitor.</summary>
    [PersonalData(PersonalDataCategory.Presence, "who was present", RetentionClass.Attendance)]
    public required string GroupCode { get; init; }

    /// <summary>When this person came in; null for who was not registered.</summary>
    [PersonalData(PersonalDataCategory.Presence, "who was present", RetentionClass.Attendance)]
    public Instant? Since { get; init; }

    /// <summary>Who added this person after the list was frozen; empty for who was on it.</summary>
    [PersonalData(PersonalDataCategory.Identity, "evidence of an evacuation", RetentionClass.Attendance)]
    public string AddedBy { get; init; } = "";
}

/// <summary>
/// Somebody ticked that a person is at the meeting point, or took that back. Ticks are kept as they were made and never changed, so that devices need not wait for
/// each other.
/// </summary>
[NotRecorded("It is kept as it was made, and its command stands in the trail.")]
internal sealed class EvacuationTick
{
    /// <summary>Made by the page; a tick sent twice is one.</summary>
    public required Guid Id { get; init; }

    public required Guid EvacuationId { get; init; }

    public required Guid PersonId { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "evidence of an evacuation", RetentionClass.Attendance)]
    public required Instant At { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "evidence of an evacuation", RetentionClass.Attendance)]
    public required string By { get; init; }

    /// <summary>True when it takes back every tick on this person before it that whoever took it back could see.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of an evacuation", RetentionClass.Attendance)]
    public required bool IsUndo { get; init; }

    /// <summary>What the device began, of a tick made without a connection; null otherwise.</summary>
    [PersonalData(PersonalDataCategory.None, "ticked with or without a connection", RetentionClass.Attendance)]
    public Guid? OfflineStartId { get; init; }

    /// <summary>When it was received, of a tick made without a connection; null for one that was received at once.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of an evacuation", RetentionClass.Attendance)]
    public Instant? ReceivedAt { get; init; }

    /// <summary>The tick by which a person is found: the first after whatever was taken back; null for who is missing.</summary>
    public static EvacuationTick? Holding(IEnumerable<EvacuationTick> ticks)
    {
        var standing = new List<EvacuationTick>();
        foreach (var tick in ticks.OrderBy(t => t.At).ThenBy(t => t.IsUndo).ThenBy(t => t.Id))
        {
            if (tick.IsUndo)
                standing.RemoveAll(tick.Saw);
            else
                standing.Add(tick);
        }

        return standing.FirstOrDefault();
    }

    // A device without a connection shows its own ticks only, and the list those that it has received.
    private bool Saw(EvacuationTick earlier) => OfflineStartId is { } own ? earlier.OfflineStartId == own : earlier.ReceivedAt is not { } received || received <= At;
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Taps;

/// <summary>What somebody tapped.</summary>
internal enum TapKind
{
    /// <summary>Comes to the group.</summary>
    In,
    /// <summary>Leaves the group.</summary>
    Out,
}

/// <summary>What a tap is worth beside all others of that person and day.</summary>
internal enum TapOutcome
{
    /// <summary>A presence begins or ends by it.</summary>
    Holds,
    /// <summary>Tells what another one told, at nearly the same time.</summary>
    Same,
    /// <summary>Contradicts what holds.</summary>
    Overruled,
}

/// <summary>
/// Somebody tapped that a person comes or leaves. Taps are kept as they were made and never changed: presences follow from all of them in the order of
/// their times, in whatever order they arrive.
/// </summary>
internal abstract class Tap
{
    /// <summary>Made by the device, so that a tap sent twice is one. A presence has the key of the tap it began with.</summary>
    public required Guid Id { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public required TapKind Kind { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public required string GroupCode { get; init; }

    /// <summary>The local day.</summary>
    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public required LocalDate Date { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public required Instant At { get; init; }

    /// <summary>Counts the taps of a person and day as they arrived: of two that arrive at once one waits for the other.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public int Number { get; set; }

    /// <summary>When it was received.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public required Instant RegisteredAt { get; init; }

    /// <summary>Name of who sent it, as it was then.</summary>
    [PersonalData(PersonalDataCategory.Identity, "evidence of changes to the register", RetentionClass.Attendance)]
    public required string SentBy { get; init; }

    /// <summary>True when the device's clock was wrong by a minute or more, and <see cref="At"/> is what it should have told.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public bool IsClockCorrected { get; init; }

    /// <summary>When it was taken back, as it was tapped by mistake.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public Instant? WithdrawnAt { get; set; }

    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public TapOutcome Outcome { get; set; }

    /// <summary>The child or the member of staff.</summary>
    public abstract Guid PersonId { get; }
}

/// <summary>A tap on a child.</summary>
[NotRecorded("The presence that follows from it is recorded.")]
internal sealed class ChildTap : Tap
{
    [Subject(ChildFile.Subject)]
    [PersonalData(PersonalDataCategory.Key, "whose presence it is", RetentionClass.Attendance)]
    public required Guid ChildId { get; init; }

    /// <summary>The key of who took the child home, of those who may.</summary>
    [PersonalData(PersonalDataCategory.Key, "who took the child home", RetentionClass.Attendance)]
    public Guid? CollectorId { get; private set; }

    /// <summary>The name of who took the child home, as it was then; null when nobody told.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who took the child home", RetentionClass.Attendance)]
    public string? CollectedBy { get; private set; }

    /// <summary>What this person was to the child then, as the source writes it.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who took the child home", RetentionClass.Attendance)]
    public string? CollectorRelation { get; private set; }

    /// <summary>Why somebody took the child who is not among those who may.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who took the child home", RetentionClass.Attendance)]
    public string? CollectorReason { get; private set; }

    [PersonalData(PersonalDataCategory.Identity, "who took the child home", RetentionClass.Attendance)]
    public bool IsIdentified { get; private set; }

    /// <summary>Who took the child home; null when nobody told. It is told once: with the tap, or afterwards.</summary>
    public Collected? Collected
    {
        get => CollectedBy is { } name ? new(CollectorId, name, CollectorRelation, CollectorReason, IsIdentified) : null;
        set
        {
            if (value is not null && CollectedBy is null)
                (CollectorId, CollectedBy, CollectorRelation, CollectorReason, IsIdentified) = (value.Id, value.Name, value.Relation, value.Reason, value.IsIdentified);
        }
    }

    public override Guid PersonId => ChildId;
}

/// <summary>A tap on a member of staff.</summary>
[NotRecorded("The presence that follows from it is recorded.")]
internal sealed class StaffTap : Tap
{
    [Subject(StaffFile.Subject)]
    [PersonalData(PersonalDataCategory.Key, "whose presence it is", RetentionClass.Attendance)]
    public required Guid StaffId { get; init; }

    /// <summary>True when somebody leaves for a break, and will be back.</summary>
    [PersonalData(PersonalDataCategory.Presence, "who comes back when, for the staff-child ratio ahead", RetentionClass.Attendance)]
    public bool IsBreak { get; init; }

    public override Guid PersonId => StaffId;
}

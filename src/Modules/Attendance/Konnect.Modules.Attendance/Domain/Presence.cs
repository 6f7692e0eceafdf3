using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain;

/// <summary>
/// The time somebody is on a group: a child or a member of staff. The register is evidence: a change afterwards keeps the old value,
/// who changed it, when and why; a presence that should not have been is taken back, never deleted.
/// </summary>
internal abstract class Presence
{
    /// <summary>Chosen by whoever registers it, so that a request sent twice is one presence.</summary>
    public required Guid Id { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public required string LocationCode { get; set; }

    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public required string GroupCode { get; set; }

    /// <summary>The local day.</summary>
    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public required LocalDate Date { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public required Instant ArrivedAt { get; set; }

    /// <summary>Null while present, or when nobody registered the departure.</summary>
    [PersonalData(PersonalDataCategory.Presence, "who was where when, for the staff-child ratio", RetentionClass.Attendance)]
    public Instant? DepartedAt { get; set; }

    /// <summary>When it was taken back; such a presence counts nowhere and stays in the history.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public Instant? WithdrawnAt { get; private set; }

    /// <summary>When anything of it last changed.</summary>
    public Instant ModifiedAt { get; set; }

    /// <summary>Changes made afterwards, oldest first; read from the database only where they are asked for.</summary>
    public List<PresenceCorrection> Corrections { get; } = [];

    /// <summary>True when it holds a change that was not made in the course of the day.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public bool IsCorrected { get; private set; }

    /// <summary>True while somebody is there.</summary>
    public bool IsOpen => DepartedAt is null && WithdrawnAt is null;

    /// <summary>Registers the departure. Earlier than the arrival is refused; a second departure changes nothing.</summary>
    public Error? Leave(Instant at, Instant now)
    {
        if (DepartedAt is not null)
            return null;
        if (at < ArrivedAt)
            return Error.Conflict("attendance.departure-before-arrival", "At");
        (DepartedAt, ModifiedAt) = (at, now);
        return null;
    }

    /// <summary>Becomes what follows from the taps; null when it is that already. What was registered before is kept, unless it only ends.</summary>
    public PresenceChangeKind? Become(Stay stay, string by, Instant now, string reason)
    {
        if (WithdrawnAt is null && (GroupCode, ArrivedAt, DepartedAt) == (stay.GroupCode, stay.From, stay.To))
            return null;
        var ends = WithdrawnAt is null && DepartedAt is null && (GroupCode, ArrivedAt) == (stay.GroupCode, stay.From);
        if (!ends)
            Keep(by, now, reason, isUndo: true);
        (GroupCode, LocationCode, ArrivedAt, DepartedAt, WithdrawnAt, ModifiedAt) = (stay.GroupCode, stay.LocationCode, stay.From, stay.To, null, now);
        return ends ? PresenceChangeKind.Ended : PresenceChangeKind.Changed;
    }

    /// <summary>Takes the whole presence back, with the reason.</summary>
    public void Withdraw(string by, Instant now, string reason, bool isUndo)
    {
        if (WithdrawnAt is not null)
            return;
        Keep(by, now, reason, isUndo);
        (WithdrawnAt, ModifiedAt) = (now, now);
    }

    /// <summary>Corrects group and times, with a reason; the old values are kept.</summary>
    public Error? Correct(string groupCode, string locationCode, Instant arrivedAt, Instant? departedAt, string by, Instant now, string reason)
    {
        if (departedAt < arrivedAt)
            return Error.Conflict("attendance.departure-before-arrival", "DepartedAt");
        if (arrivedAt > now)
            return Error.Conflict("attendance.in-the-future", "ArrivedAt");
        if (departedAt > now)
            return Error.Conflict("attendance.in-the-future", "DepartedAt");
        Keep(by, now, reason, isUndo: false);
        (GroupCode, LocationCode, ArrivedAt, DepartedAt, ModifiedAt) = (groupCode, locationCode, arrivedAt, departedAt, now);
        return null;
    }

    private void Keep(string by, Instant now, string reason, bool isUndo)
    {
        Corrections.Add(PresenceCorrection.Of(this, by, now, reason, isUndo));
        IsCorrected |= !isUndo;
    }
}

/// <summary>A child's time on a group.</summary>
internal sealed class ChildPresence : Presence
{
    [Subject(ChildFile.Subject)]
    [PersonalData(PersonalDataCategory.Key, "whose presence it is", RetentionClass.Attendance)]
    public required Guid ChildId { get; init; }
}

/// <summary>A staff member's time on a group; a break is the time between two of them.</summary>
internal sealed class StaffPresence : Presence
{
    [Subject(StaffFile.Subject)]
    [PersonalData(PersonalDataCategory.Key, "whose presence it is", RetentionClass.Attendance)]
    public required Guid StaffId { get; init; }
}

/// <summary>What a presence was before a change, who changed it, when and why.</summary>
[NotRecorded("It is the trail of the presence, whose change is recorded.")]
internal sealed class PresenceCorrection
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid PresenceId { get; private set; }

    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public string OldGroupCode { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public Instant OldArrivedAt { get; private set; }

    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public Instant? OldDepartedAt { get; private set; }

    /// <summary>Name of whoever made the change, as it was then.</summary>
    [PersonalData(PersonalDataCategory.Identity, "evidence of changes to the register", RetentionClass.Attendance)]
    public string ChangedBy { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public Instant ChangedAt { get; private set; }

    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public string Reason { get; private set; } = "";

    /// <summary>The reason of a change that follows from a tap received after others that are later.</summary>
    public const string LateTap = "late-tap";

    /// <summary>True when it follows from taps, one that was taken back at once or one that came late: a trace, not a correction by hand.</summary>
    [PersonalData(PersonalDataCategory.Presence, "evidence of changes to the register", RetentionClass.Attendance)]
    public bool IsUndo { get; private set; }

    /// <summary>Keeps what a presence is now, before it changes.</summary>
    public static PresenceCorrection Of(Presence presence, string by, Instant now, string reason, bool isUndo) => new()
    {
        PresenceId = presence.Id,
        OldGroupCode = presence.GroupCode,
        OldArrivedAt = presence.ArrivedAt,
        OldDepartedAt = presence.DepartedAt,
        ChangedBy = by,
        ChangedAt = now,
        Reason = reason,
        IsUndo = isUndo,
    };
}

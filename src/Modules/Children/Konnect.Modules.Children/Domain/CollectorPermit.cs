using Konnect.BuildingBlocks.Naming;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using NodaTime;

namespace Konnect.Modules.Children.Domain;

/// <summary>How a permit stands.</summary>
internal enum PermitState
{
    /// <summary>It can be used on its day.</summary>
    Open,
    /// <summary>The child was collected with it.</summary>
    Used,
    /// <summary>It was taken back.</summary>
    Withdrawn,
    /// <summary>Too many wrong codes were told.</summary>
    Closed,
    /// <summary>Its day is over, or it came from elsewhere without a code.</summary>
    Over,
}

/// <summary>
/// A guardian's word that somebody may collect a child on one day, once. The row is kept as presences are; its code and photo only as long as they can be of use.
/// </summary>
internal sealed class CollectorPermit
{
    public const int MostTries = 5;
    public const int LongestName = 100;
    public const int LongestRelation = 100;
    public const int LongestVerified = 200;

    /// <summary>Most permits of a child that are still to come: each is a code that can be guessed at, and a photo that is kept.</summary>
    public const int MostAhead = 10;

    /// <summary>How many days ahead it can be given.</summary>
    public const int DaysAhead = 28;

    public required Guid Id { get; init; }

    [Subject(ChildFile.Subject)]
    public required Guid ChildId { get; init; }

    /// <summary>The guardian who said so.</summary>
    public required Guid GuardianId { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "who may collect the child once", RetentionClass.Attendance)]
    public required string Name { get; init; }

    /// <summary>What the guardian told of this person; empty for nothing.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who may collect the child once", RetentionClass.Attendance)]
    public required string Relation { get; init; }

    /// <summary>The local day on which the child may be collected.</summary>
    [PersonalData(PersonalDataCategory.Presence, "who may collect the child once", RetentionClass.Attendance)]
    public required LocalDate Day { get; init; }

    /// <summary>What must be told at the door; empty once it is of no use any more. It stands in no trail, file or report.</summary>
    [Sealed("children.collector-code")]
    [NotRecorded("A code in the trail would outlive its day; that the permit was given stands there.")]
    [PersonalData(PersonalDataCategory.Credential, "to know at the door who may collect the child", RetentionClass.Direct)]
    public required string Code { get; set; }

    /// <summary>The account by which it was given.</summary>
    [NotRecorded("The line of the trail tells who did it.")]
    [PersonalData(PersonalDataCategory.Key, "who gave the permit", RetentionClass.Attendance)]
    public required Guid? GivenById { get; init; }

    [NotRecorded("The line of the trail tells who did it.")]
    [PersonalData(PersonalDataCategory.Identity, "who gave the permit", RetentionClass.Attendance)]
    public required string GivenBy { get; init; }

    [NotRecorded("The line of the trail tells when.")]
    [PersonalData(PersonalDataCategory.Presence, "who gave the permit", RetentionClass.Attendance)]
    public required Instant GivenAt { get; init; }

    /// <summary>How it was made sure that the guardian asked; empty when the guardian gave it.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who gave the permit", RetentionClass.Attendance)]
    public required string Verified { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "who may collect the child once", RetentionClass.Attendance)]
    public Instant? WithdrawnAt { get; private set; }

    [NotRecorded("The line of the trail tells who did it.")]
    [PersonalData(PersonalDataCategory.Identity, "who withdrew the permit", RetentionClass.Attendance)]
    public string WithdrawnBy { get; private set; } = "";

    /// <summary>When the child was collected with it.</summary>
    [PersonalData(PersonalDataCategory.Presence, "who collected the child", RetentionClass.Attendance)]
    public Instant? CollectedAt { get; private set; }

    [NotRecorded("A wrong code has a line of its own in the trail.")]
    [PersonalData(PersonalDataCategory.Credential, "to end guessing at the code", RetentionClass.Attendance)]
    public int FailedTries { get; private set; }

    /// <summary>The last wrong try, so that the same one sent twice counts once.</summary>
    [NotRecorded("It only tells a try that is sent twice from another.")]
    [PersonalData(PersonalDataCategory.Credential, "to end guessing at the code", RetentionClass.Attendance)]
    public Guid? LastTry { get; private set; }

    /// <summary>When code and photo were removed.</summary>
    [NotRecorded("What is removed is in no trail, and goes by itself.")]
    [PersonalData(PersonalDataCategory.None, "whether code and photo are gone", RetentionClass.Attendance)]
    public Instant? ClearedAt { get; private set; }

    /// <summary>Counts the changes: of two at the same time one is told that the other was first.</summary>
    public int Version { get; private set; }

    public int TriesLeft => MostTries - FailedTries;

    /// <summary>The key of what one sender gives for one child by one request: sent twice it is one, and the key of somebody else's permit is not found by it.</summary>
    public static Guid KeyOf(Guid request, Guid childId, Guid? sender) => StableId.Of(request, $"permit/{childId:N}/{sender:N}");

    /// <summary>How it stands.</summary>
    public PermitState StateOn(LocalDate today) => Of(CollectedAt is not null, WithdrawnAt is not null, ClearedAt is not null, Day, FailedTries, today);

    /// <summary>How a permit stands of which this is known.</summary>
    public static PermitState Of(bool isUsed, bool isWithdrawn, bool isCleared, LocalDate day, int failedTries, LocalDate today) =>
        isUsed ? PermitState.Used
        : isWithdrawn ? PermitState.Withdrawn
        : isCleared || day < today ? PermitState.Over
        : failedTries >= MostTries ? PermitState.Closed
        : PermitState.Open;

    /// <summary>Takes it back. The code is gone at once; the photo is removed with it.</summary>
    public void Withdraw(string by, Instant now)
    {
        (WithdrawnAt, WithdrawnBy) = (now, by);
        Clear(now);
    }

    /// <summary>Uses it up when the code is right; else counts the try, unless it is the last one sent again.</summary>
    /// <returns>True when the code is right.</returns>
    public bool Try(string code, Guid attempt, Instant now, out bool isNew)
    {
        isNew = true;
        if (PermitCode.AreSame(Code, code))
        {
            CollectedAt = now;
            Clear(now);
            return true;
        }

        // With the code, or one key would give any number of tries.
        var key = attempt == Guid.Empty ? Guid.NewGuid() : StableId.Of(attempt, $"try/{Id:N}/{code}");
        isNew = key != LastTry;
        if (isNew)
            (FailedTries, LastTry, Version) = (FailedTries + 1, key, Version + 1);
        return false;
    }

    /// <summary>Says of a permit that came from elsewhere what became of it: it has no code, and can't be used.</summary>
    public void Recall(string withdrawnBy, Instant? withdrawnAt, Instant? collectedAt) => (WithdrawnBy, WithdrawnAt, CollectedAt, ClearedAt) = (withdrawnBy, withdrawnAt, collectedAt, GivenAt);

    /// <summary>Forgets the code.</summary>
    public void Clear(Instant now) => (Code, ClearedAt, Version) = ("", ClearedAt ?? now, Version + 1);
}

using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>What a tablet shows now.</summary>
internal enum TabletState
{
    /// <summary>It waits for the device that scans its code.</summary>
    Waiting,
    /// <summary>Its code is over and no device has scanned it.</summary>
    CodeOver,
    /// <summary>Nothing of anybody: a PIN opens it.</summary>
    Locked,
    /// <summary>The day of its place.</summary>
    Open,
    /// <summary>Taken back.</summary>
    Revoked,
}

/// <summary>
/// A tablet of a group or a location. What the device holds opens nothing by itself: somebody's PIN does, for as long as the tablet is used, and for a day
/// at most.
/// </summary>
internal sealed class Tablet
{
    /// <summary>How long the code that makes a device this tablet can be used.</summary>
    public static readonly Duration CodeTime = Duration.FromMinutes(10);

    /// <summary>After this without a touch nobody in person is at it any more.</summary>
    public static readonly Duration PersonalIdle = Duration.FromMinutes(5);

    /// <summary>After this without a touch it shows nothing of anybody.</summary>
    public static readonly Duration Idle = Duration.FromMinutes(30);

    /// <summary>However much it is used, it shows nothing after this: a device that can't be reached is blind before the next day.</summary>
    public static readonly Duration Longest = Duration.FromHours(12);

    /// <summary>How long use goes by without being written.</summary>
    public static readonly Duration Unwritten = Duration.FromMinutes(1);

    /// <summary>How long a device that is not used stays this tablet.</summary>
    public static readonly Duration Forgotten = Duration.FromDays(400);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>A name to show and to keep with what is done on it.</summary>
    [PersonalData(PersonalDataCategory.None, "which tablet", RetentionClass.Account)]
    public required string Name { get; init; }

    [PersonalData(PersonalDataCategory.None, "where it is", RetentionClass.Account)]
    public string? LocationCode { get; init; }

    [PersonalData(PersonalDataCategory.None, "where it is", RetentionClass.Account)]
    public string? UnitCode { get; init; }

    public Instant CreatedAt { get; init; }

    /// <summary>SHA-256 of the code that makes a device this tablet.</summary>
    [PersonalData(PersonalDataCategory.Credential, "enrolment", RetentionClass.Account)]
    public string? CodeHash { get; private set; }

    [PersonalData(PersonalDataCategory.Credential, "enrolment", RetentionClass.Account)]
    public Instant? CodeUntil { get; private set; }

    /// <summary>SHA-256 of what the device is known by.</summary>
    [PersonalData(PersonalDataCategory.Credential, "to know the device", RetentionClass.Account)]
    public string? SecretHash { get; private set; }

    [PersonalData(PersonalDataCategory.Credential, "to know the device", RetentionClass.Account)]
    public Instant? EnrolledAt { get; private set; }

    [PersonalData(PersonalDataCategory.Credential, "to know the device", RetentionClass.Account)]
    public Instant? RevokedAt { get; private set; }

    /// <summary>The browser and the system of the device, in words.</summary>
    [PersonalData(PersonalDataCategory.Credential, "to know the device", RetentionClass.Account)]
    public string Device { get; private set; } = "";

    /// <summary>Network address of the last use.</summary>
    [NotRecorded("Every line of the trail has it.")]
    [PersonalData(PersonalDataCategory.Credential, "to know the device", RetentionClass.Account)]
    public string Address { get; private set; } = "";

    [NotRecorded("What is done is recorded.")]
    [PersonalData(PersonalDataCategory.Credential, "when it locks itself", RetentionClass.Account)]
    public Instant? LastUsedAt { get; private set; }

    /// <summary>When a PIN opened it; null while it is locked.</summary>
    [NotRecorded("The PIN that was given is recorded.")]
    [PersonalData(PersonalDataCategory.Credential, "when it locks itself", RetentionClass.Account)]
    public Instant? OpenedAt { get; private set; }

    /// <summary>The account whose PIN was given last; null when nobody in person is at it.</summary>
    [Subject(Account.Subject)]
    [NotRecorded("The PIN that was given is recorded.")]
    [PersonalData(PersonalDataCategory.Key, "who is at it", RetentionClass.Account)]
    public Guid? AccountId { get; private set; }

    /// <summary>The account's stamp when the PIN was given.</summary>
    [NotRecorded("The PIN that was given is recorded.")]
    [PersonalData(PersonalDataCategory.Credential, "who is at it", RetentionClass.Account)]
    public string? Stamp { get; private set; }

    /// <summary>What is seen on it.</summary>
    public AccessScope Scope => new(false, LocationCode is null ? [] : [LocationCode], UnitCode is null ? [] : [UnitCode]);

    /// <summary>Makes a code that a device becomes this tablet with; a device that was it before stays so until then.</summary>
    /// <returns>The code, which is kept nowhere.</returns>
    public string NewCode(Instant now)
    {
        var code = Secret.CreateShort(10);
        (CodeHash, CodeUntil) = (Secret.HashOf(code), now + CodeTime);
        return code;
    }

    /// <summary>The device that had the code is this tablet from now on, and locked.</summary>
    /// <returns>What the device is known by, which is kept nowhere else.</returns>
    public string Enrol(string device, string address, Instant now)
    {
        var secret = Secret.Create();
        (CodeHash, CodeUntil, SecretHash, EnrolledAt, Device, Address, LastUsedAt) = (null, null, Secret.HashOf(secret), now, device, address, now);
        Lock();
        return secret;
    }

    /// <summary>The device is no tablet any more, at its next request.</summary>
    public void Revoke(Instant now)
    {
        RevokedAt ??= now;
        (CodeHash, CodeUntil, SecretHash) = (null, null, null);
        Lock();
    }

    /// <summary>Somebody gave the own PIN.</summary>
    public void Open(Guid accountId, string stamp, Instant now)
    {
        // A day counts from the first PIN after a lock, not from each.
        OpenedAt = IsOpenAt(now) ? OpenedAt : now;
        (AccountId, Stamp, LastUsedAt) = (accountId, stamp, now);
    }

    /// <summary>Nobody in person is at it any more; what is not personal stays open.</summary>
    public void Leave() => (AccountId, Stamp) = (null, null);

    /// <summary>It shows nothing of anybody until the next PIN.</summary>
    public void Lock()
    {
        Leave();
        OpenedAt = null;
    }

    /// <summary>What the clock has ended by now is over; true when something was.</summary>
    public bool Lapse(Instant now)
    {
        var (wasOpen, was) = (OpenedAt, AccountId);
        if (!IsOpenAt(now))
            Lock();
        else if (now - LastUsedAt >= PersonalIdle)
            Leave();
        return wasOpen != OpenedAt || was != AccountId;
    }

    /// <summary>True while it shows the day of its place.</summary>
    public bool IsOpenAt(Instant now) => RevokedAt is null && OpenedAt is { } opened && now - opened < Longest && now - LastUsedAt < Idle;

    /// <summary>What it shows now.</summary>
    public TabletState StateAt(Instant now) =>
        RevokedAt is not null ? TabletState.Revoked
        : SecretHash is null ? CodeUntil > now ? TabletState.Waiting : TabletState.CodeOver
        : IsOpenAt(now) ? TabletState.Open
        : TabletState.Locked;
}

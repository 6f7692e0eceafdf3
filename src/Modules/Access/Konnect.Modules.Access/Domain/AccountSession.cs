using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>
/// One sign-in on one device. It is over after a time without use, at its limit, when it is taken back, or when the account's stamp has changed. On somebody's
/// own device it is kept till its limit, also when nobody uses it: until then the password is enough there.
/// </summary>
[NotRecorded("What begins and ends it is recorded.")]
internal sealed class AccountSession
{
    /// <summary>Without use, on any device.</summary>
    public static readonly Duration Idle = Duration.FromMinutes(30);

    /// <summary>Without use, on the own device of who sees other people's data.</summary>
    public static readonly Duration OwnIdle = Duration.FromHours(12);

    /// <summary>Without use, on the own device of who sees only what is theirs.</summary>
    public static readonly Duration PrivateIdle = Duration.FromDays(14);

    /// <summary>With use, on any device.</summary>
    public static readonly Duration Longest = Duration.FromHours(12);

    /// <summary>With use, on an own device, counted from the last time that everything was asked there.</summary>
    public static readonly Duration OwnLongest = Duration.FromDays(30);

    /// <summary>Most sessions of an account; a new one ends the one that was used longest ago.</summary>
    public const int Most = 20;

    /// <summary>How long use goes by without being written.</summary>
    public static readonly Duration Unwritten = Duration.FromMinutes(1);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid AccountId { get; init; }

    /// <summary>The account's stamp when it began.</summary>
    [PersonalData(PersonalDataCategory.Credential, "end of sessions", RetentionClass.Account)]
    public required string Stamp { get; set; }

    [PersonalData(PersonalDataCategory.Credential, "list of own sessions", RetentionClass.Account)]
    public required string Browser { get; init; }

    [PersonalData(PersonalDataCategory.Credential, "list of own sessions", RetentionClass.Account)]
    public required string System { get; init; }

    /// <summary>Network address of the last use.</summary>
    [PersonalData(PersonalDataCategory.Credential, "list of own sessions", RetentionClass.Account)]
    public required string Address { get; set; }

    [PersonalData(PersonalDataCategory.Credential, "list of own sessions", RetentionClass.Account)]
    public Instant BeganAt { get; init; }

    [PersonalData(PersonalDataCategory.Credential, "end of sessions", RetentionClass.Account)]
    public Instant LastUsedAt { get; set; }

    /// <summary>When somebody last proved to be who this session is of.</summary>
    [PersonalData(PersonalDataCategory.Credential, "proof before changes of rights", RetentionClass.Account)]
    public Instant ConfirmedAt { get; set; }

    [PersonalData(PersonalDataCategory.Credential, "end of sessions", RetentionClass.Account)]
    public Instant EndsAt { get; init; }

    /// <summary>True when the device is somebody's own.</summary>
    [PersonalData(PersonalDataCategory.Credential, "end of sessions", RetentionClass.Account)]
    public bool IsOwn { get; init; }

    /// <summary>True when the account sees other people's data.</summary>
    [PersonalData(PersonalDataCategory.Credential, "end of sessions", RetentionClass.Account)]
    public bool IsStaff { get; init; }

    /// <summary>SHA-256 of what an own device is known by.</summary>
    [PersonalData(PersonalDataCategory.Credential, "second factor on own devices", RetentionClass.Account)]
    public string? DeviceHash { get; init; }

    /// <summary>The limit of a session that begins now.</summary>
    public static Instant LimitOf(Instant now, bool isOwn) => now + (isOwn ? OwnLongest : Longest);

    /// <summary>The session that takes its place once somebody has proved again to be who it is of: another key, the same limits.</summary>
    public AccountSession Confirmed(Instant now) => new()
    {
        AccountId = AccountId,
        Stamp = Stamp,
        Browser = Browser,
        System = System,
        Address = Address,
        BeganAt = BeganAt,
        LastUsedAt = now,
        ConfirmedAt = now,
        EndsAt = EndsAt,
        IsOwn = IsOwn,
        IsStaff = IsStaff,
        DeviceHash = DeviceHash,
    };

    /// <summary>True while it opens pages.</summary>
    public bool IsAliveAt(Instant now, string stamp) => Stamp == stamp && now < EndsAt && now - LastUsedAt < IdleLimit;

    /// <summary>True while the password is enough on its device.</summary>
    public bool IsTrustedAt(Instant now, string stamp) => IsOwn && Stamp == stamp && now < EndsAt;

    private Duration IdleLimit => (IsOwn, IsStaff) switch { (false, _) => Idle, (true, true) => OwnIdle, (true, false) => PrivateIdle };
}

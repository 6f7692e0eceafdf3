using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>What a grant is worth now.</summary>
internal enum GrantState
{
    /// <summary>It opens what was granted.</summary>
    Active,
    /// <summary>Its last day is over.</summary>
    Expired,
    /// <summary>Taken back.</summary>
    Revoked,
}

/// <summary>Lets an inspector see some days of one location for a while, by a link that is shown once and kept as its hash: an account for one visit would outlive it.</summary>
internal sealed class InspectionGrant
{
    /// <summary>Days that a grant works unless somebody says otherwise.</summary>
    public const int UsualDays = 7;

    /// <summary>The most days that it works.</summary>
    public const int MostDays = 30;

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The inspector's name, kept with everything that is seen.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who inspects", RetentionClass.Attendance)]
    public required string Name { get; init; }

    /// <summary>Whom the inspector works for.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who inspects", RetentionClass.Attendance)]
    public required string Organisation { get; init; }

    [PersonalData(PersonalDataCategory.Contact, "to reach who inspects", RetentionClass.Attendance)]
    public string? Email { get; init; }

    [PersonalData(PersonalDataCategory.None, "what may be seen", RetentionClass.Attendance)]
    public required string LocationCode { get; init; }

    /// <summary>First day of care that is seen.</summary>
    [PersonalData(PersonalDataCategory.None, "what may be seen", RetentionClass.Attendance)]
    public required LocalDate From { get; init; }

    /// <summary>Last day of care that is seen.</summary>
    [PersonalData(PersonalDataCategory.None, "what may be seen", RetentionClass.Attendance)]
    public required LocalDate To { get; init; }

    /// <summary>Last day on which the link works.</summary>
    [PersonalData(PersonalDataCategory.None, "what may be seen", RetentionClass.Attendance)]
    public required LocalDate ExpiresOn { get; init; }

    /// <summary>SHA-256 of the code in the link.</summary>
    [PersonalData(PersonalDataCategory.Credential, "to know the link", RetentionClass.Account)]
    public required string Hash { get; init; }

    [PersonalData(PersonalDataCategory.None, "who gave access", RetentionClass.Attendance)]
    public required Instant CreatedAt { get; init; }

    /// <summary>The account that gave it; null for the organisation itself.</summary>
    [Subject(Account.Subject)]
    [PersonalData(PersonalDataCategory.Key, "who gave access", RetentionClass.Attendance)]
    public Guid? CreatedBy { get; init; }

    [PersonalData(PersonalDataCategory.None, "who gave access", RetentionClass.Attendance)]
    public Instant? RevokedAt { get; private set; }

    [NotRecorded("What is seen is recorded.")]
    [PersonalData(PersonalDataCategory.Presence, "when it was last used", RetentionClass.Attendance)]
    public Instant? LastUsedAt { get; private set; }

    /// <summary>The name that the trail and the pages show.</summary>
    public string Title => $"{Name} ({Organisation})";

    /// <summary>What is seen with it.</summary>
    public AccessScope Scope => new(false, [LocationCode], []) { Days = new(From, To) };

    /// <summary>What it is worth on a day.</summary>
    public GrantState StateOn(LocalDate today) => RevokedAt is not null ? GrantState.Revoked : today > ExpiresOn ? GrantState.Expired : GrantState.Active;

    /// <summary>The first moment at which the link works no more.</summary>
    public Instant EndsAt(DateTimeZone zone) => zone.AtStartOfDay(ExpiresOn.PlusDays(1)).ToInstant();

    /// <summary>Begins a visit on a device.</summary>
    /// <returns>The visit, and what the device is known by, which is kept nowhere.</returns>
    public (InspectionVisit Visit, string Secret) Begin(Instant now, DateTimeZone zone)
    {
        LastUsedAt = now;
        var secret = Domain.Secret.Create();
        return (new() { GrantId = Id, SecretHash = Domain.Secret.HashOf(secret), BeganAt = now, LastUsedAt = now, EndsAt = Instant.Min(now + InspectionVisit.Longest, EndsAt(zone)) }, secret);
    }

    /// <summary>Takes it back: whoever is in by it has left at the next request.</summary>
    public void Revoke(Instant now) => RevokedAt ??= now;
}

/// <summary>An inspector who opened the link on a device. It ends without use, at its limit, with the grant at the latest.</summary>
[NotRecorded("The opening of the link is recorded, and everything seen.")]
internal sealed class InspectionVisit
{
    /// <summary>Without use.</summary>
    public static readonly Duration Idle = Duration.FromMinutes(30);

    /// <summary>With use.</summary>
    public static readonly Duration Longest = Duration.FromHours(12);

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid GrantId { get; init; }

    /// <summary>SHA-256 of what the device is known by.</summary>
    [PersonalData(PersonalDataCategory.Credential, "to know the device", RetentionClass.Account)]
    public required string SecretHash { get; init; }

    [PersonalData(PersonalDataCategory.Credential, "end of visits", RetentionClass.Account)]
    public Instant BeganAt { get; init; }

    [PersonalData(PersonalDataCategory.Credential, "end of visits", RetentionClass.Account)]
    public Instant LastUsedAt { get; init; }

    [PersonalData(PersonalDataCategory.Credential, "end of visits", RetentionClass.Account)]
    public Instant EndsAt { get; init; }

    /// <summary>True while it lasts.</summary>
    public bool IsAliveAt(Instant now) => now < EndsAt && now - LastUsedAt < Idle;
}

using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>A key on somebody's phone, computer or security key that signs in without a password (WebAuthn).</summary>
internal sealed class Passkey
{
    /// <summary>Most of them for an account.</summary>
    public const int Most = 20;

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    [Subject(Account.Subject)]
    public Guid AccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    [PersonalData(PersonalDataCategory.Credential, "list of own passkeys", RetentionClass.Account)]
    public required string Name { get; set; }

    [PersonalData(PersonalDataCategory.Credential, "sign-in", RetentionClass.Account)]
    public required byte[] CredentialId { get; init; }

    [PersonalData(PersonalDataCategory.Credential, "sign-in", RetentionClass.Account)]
    public required byte[] PublicKey { get; init; }

    /// <summary>How often it signed, by its own count; one that goes back is a copy.</summary>
    [NotRecorded("The sign-in itself is recorded.")]
    [PersonalData(PersonalDataCategory.Credential, "sign-in", RetentionClass.Account)]
    public long SignCount { get; set; }

    /// <summary>How it can be reached, with a comma between.</summary>
    [PersonalData(PersonalDataCategory.Credential, "sign-in", RetentionClass.Account)]
    public required string Transports { get; init; }

    [PersonalData(PersonalDataCategory.Credential, "sign-in", RetentionClass.Account)]
    public bool IsUserVerified { get; init; }

    [PersonalData(PersonalDataCategory.Credential, "sign-in", RetentionClass.Account)]
    public bool IsBackupEligible { get; init; }

    [NotRecorded("The sign-in itself is recorded.")]
    [PersonalData(PersonalDataCategory.Credential, "sign-in", RetentionClass.Account)]
    public bool IsBackedUp { get; set; }

    public Instant CreatedAt { get; init; }

    /// <summary>An answer to a question from before this moment is a repetition.</summary>
    [NotRecorded("The sign-in itself is recorded.")]
    [PersonalData(PersonalDataCategory.Credential, "list of own passkeys", RetentionClass.Account)]
    public Instant? LastUsedAt { get; private set; }

    /// <summary>It signed somebody in.</summary>
    public void Used(long signCount, bool isBackedUp, Instant now) => (SignCount, IsBackedUp, LastUsedAt) = (signCount, isBackedUp, now);
}

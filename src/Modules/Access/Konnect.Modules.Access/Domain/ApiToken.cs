using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>What a token is worth now.</summary>
internal enum TokenState
{
    /// <summary>Works.</summary>
    Active,
    /// <summary>Takes everything along, and waits for the approval of somebody other than who made it.</summary>
    Waiting,
    /// <summary>Its last day is over.</summary>
    Expired,
    /// <summary>Taken back.</summary>
    Revoked,
}

/// <summary>A key for a program that reads or writes on somebody's behalf; shown once, kept as its hash.</summary>
internal sealed class ApiToken
{
    /// <summary>What every token begins with, so that one that leaked is recognised.</summary>
    public const string Prefix = "kn_";

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>What it is for, in the words of who made it.</summary>
    [PersonalData(PersonalDataCategory.None, "access of programs", RetentionClass.Record)]
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    [PersonalData(PersonalDataCategory.Credential, "access of programs", RetentionClass.Account)]
    public required string Hash { get; init; }

    [PersonalData(PersonalDataCategory.None, "access of programs", RetentionClass.Record)]
    public required ApiScopeKind Scope { get; init; }

    /// <summary>Codes of the locations it sees; empty for all.</summary>
    [PersonalData(PersonalDataCategory.None, "access of programs", RetentionClass.Record)]
    public List<string> LocationCodes { get; init; } = [];

    /// <summary>First day it sees, or null for all.</summary>
    [PersonalData(PersonalDataCategory.None, "access of programs", RetentionClass.Record)]
    public LocalDate? From { get; init; }

    /// <summary>Last day it sees, or null for all.</summary>
    [PersonalData(PersonalDataCategory.None, "access of programs", RetentionClass.Record)]
    public LocalDate? To { get; init; }

    /// <summary>Last day on which it works.</summary>
    [PersonalData(PersonalDataCategory.None, "access of programs", RetentionClass.Record)]
    public required LocalDate ExpiresOn { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>The account that made it; null for the command line.</summary>
    [Subject(Account.Subject)]
    [PersonalData(PersonalDataCategory.Key, "who gave access", RetentionClass.Account)]
    public Guid? CreatedBy { get; init; }

    [PersonalData(PersonalDataCategory.None, "access of programs", RetentionClass.Record)]
    public Instant? ApprovedAt { get; private set; }

    /// <summary>The account that approved it.</summary>
    [PersonalData(PersonalDataCategory.Key, "who gave access", RetentionClass.Account)]
    public Guid? ApprovedBy { get; private set; }

    [NotRecorded("What it read is recorded.")]
    [PersonalData(PersonalDataCategory.None, "access of programs", RetentionClass.Record)]
    public Instant? LastUsedAt { get; private set; }

    [PersonalData(PersonalDataCategory.None, "access of programs", RetentionClass.Record)]
    public Instant? RevokedAt { get; private set; }

    /// <summary>What the token is worth on a day.</summary>
    public TokenState StateOn(LocalDate today) =>
        RevokedAt is not null ? TokenState.Revoked : today > ExpiresOn ? TokenState.Expired : NeedsApproval && ApprovedAt is null ? TokenState.Waiting : TokenState.Active;

    /// <summary>True for one that takes everything along: one account alone gives it to no program. Who has the machine has everything anyway.</summary>
    private bool NeedsApproval => Scope == ApiScopeKind.Exchange && CreatedBy is not null;

    /// <summary>Somebody other than who made it lets it work.</summary>
    public void Approve(Guid? accountId, Instant now) => (ApprovedAt, ApprovedBy) = (now, accountId);

    /// <summary>What it may see.</summary>
    public ApiAccess Access => new(Id, Scope, LocationCodes.Count == 0 ? null : LocationCodes, From, To);

    /// <summary>Takes the token back, for good.</summary>
    public void Revoke(Instant now) => RevokedAt ??= now;
}

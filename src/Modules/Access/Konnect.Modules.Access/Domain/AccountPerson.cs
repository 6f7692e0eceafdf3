using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Access.Domain;

/// <summary>A person of the organisation's records that an account is, because the records say its address: what is theirs is the account's to see.</summary>
internal sealed class AccountPerson
{
    [Subject(Account.Subject)]
    public Guid AccountId { get; private set; }

    /// <summary>The kind of person, as the audit trail names it.</summary>
    [PersonalData(PersonalDataCategory.Key, "who is who", RetentionClass.Account)]
    public required string Kind { get; init; }

    [PersonalData(PersonalDataCategory.Key, "who is who", RetentionClass.Account)]
    public required Guid PersonKey { get; init; }
}

namespace Konnect.BuildingBlocks.Security;

/// <summary>What sort of personal data a property holds; decides retention, export and redaction.</summary>
public enum PersonalDataCategory
{
    /// <summary>Not about a person.</summary>
    None,
    /// <summary>A key that stands for a person.</summary>
    Key,
    /// <summary>Names, sex, birth date.</summary>
    Identity,
    /// <summary>Addresses, phone numbers, e-mail.</summary>
    Contact,
    /// <summary>Allergies, diets, medical notes, sickness: special category, article 9 GDPR.</summary>
    Health,
    /// <summary>Where a person was or will be, and when.</summary>
    Presence,
    /// <summary>Contracts, work and qualifications.</summary>
    Contract,
    /// <summary>Secrets of an account: password hashes, tokens, PINs.</summary>
    Credential,
}

/// <summary>How long a property is kept (privacy: retention).</summary>
public enum RetentionClass
{
    /// <summary>As long as the record it is part of.</summary>
    Record,
    /// <summary>7 years after the contract ends.</summary>
    Contract,
    /// <summary>2 years after the contract ends.</summary>
    File,
    /// <summary>Destroyed at the end of the contract.</summary>
    Direct,
    /// <summary>3 years.</summary>
    Attendance,
    /// <summary>1 year after the end of the agreement.</summary>
    Planning,
    /// <summary>2 years after employment ends.</summary>
    Employment,
    /// <summary>1 year after the account's end.</summary>
    Account,
    /// <summary>1 year after it was recorded.</summary>
    Trail,
}

/// <summary>Declares personal data where it is defined: category, purpose and retention drive export, erasure, redaction and the processing register.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute(PersonalDataCategory category, string purpose, RetentionClass retention) : Attribute
{
    /// <summary>What sort of data.</summary>
    public PersonalDataCategory Category { get; } = category;

    /// <summary>Why it is held, in a few words.</summary>
    public string Purpose { get; } = purpose;

    /// <summary>How long it is kept.</summary>
    public RetentionClass Retention { get; } = retention;
}

/// <summary>Declares that an entity holds nothing about people (organisation data, mechanisms).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NoPersonalDataAttribute : Attribute;

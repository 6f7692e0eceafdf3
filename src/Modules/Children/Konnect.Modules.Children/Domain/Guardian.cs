using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using NodaTime;

namespace Konnect.Modules.Children.Domain;

/// <summary>A parent or guardian.</summary>
internal sealed class Guardian
{
    /// <summary>The kind of person that a guardian is in the audit trail.</summary>
    public const string Subject = "guardian";

    [Subject(Subject)]
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    [PersonalData(PersonalDataCategory.Key, "debtor number in the source system", RetentionClass.Contract)]
    public required string Number { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "to know the family", RetentionClass.Contract)]
    public required string FirstName { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to know the family", RetentionClass.Contract)]
    public string? Infix { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to know the family", RetentionClass.Contract)]
    public required string LastName { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "to reach the family", RetentionClass.File)]
    public string? Email { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "to reach the family", RetentionClass.File)]
    public string? PhoneMobile { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "to reach the family", RetentionClass.File)]
    public string? PhoneHome { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to know the family", RetentionClass.File)]
    public LocalDate? BirthDate { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "letters and invoices", RetentionClass.File)]
    public string? Street { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "letters and invoices", RetentionClass.File)]
    public string? HouseNumber { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "letters and invoices", RetentionClass.File)]
    public string? PostalCode { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "letters and invoices", RetentionClass.File)]
    public string? City { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "letters and invoices", RetentionClass.File)]
    public string? Country { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "language of messages", RetentionClass.File)]
    public string? Language { get; set; }

    /// <summary>First name, infix and last name.</summary>
    public string FullName => Names.Join(FirstName, Infix, LastName);

    /// <summary>The phone numbers there are, mobile first.</summary>
    public IReadOnlyList<string> Phones => [.. new[] { PhoneMobile, PhoneHome }.OfType<string>().Where(p => p.Length > 0)];
}

/// <summary>What a guardian is to a child.</summary>
internal enum GuardianRelation
{
    Parent,
    Guardian,
    Foster,
    Other,
}

/// <summary>A guardian's tie to a child.</summary>
internal sealed class ChildGuardian
{
    [Subject(ChildFile.Subject)]
    public required Guid ChildId { get; init; }

    public required Guid GuardianId { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "who decides and who collects", RetentionClass.File)]
    public required GuardianRelation Relation { get; set; }

    /// <summary>True with legal authority over the child: may decide on consents.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who decides and who collects", RetentionClass.File)]
    public required bool HasAuthority { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "who decides and who collects", RetentionClass.File)]
    public bool? MayPickUp { get; set; }

    /// <summary>Since when this person is shut out from the child by a court's decision: sees nothing of it and may not collect it.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who decides and who collects", RetentionClass.File)]
    public Instant? BlockedAt { get; private set; }

    /// <summary>True for who may collect the child; null when nobody said so.</summary>
    public bool? MayCollect => BlockedAt is null ? MayPickUp : false;

    /// <summary>Shuts this person out from the child.</summary>
    public void Block(Instant now) => BlockedAt ??= now;

    /// <summary>Lets this person in again.</summary>
    public void Unblock() => BlockedAt = null;

    /// <summary>Whom to call first; 1 is first.</summary>
    [PersonalData(PersonalDataCategory.Contact, "whom to call first", RetentionClass.File)]
    public int? ContactOrder { get; set; }
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Planning.Domain;

/// <summary>What somebody is employed as.</summary>
internal enum Job
{
    Practitioner,
    Trainee,
    Intern,
    Assistant,
    Manager,
    Coordinator,
    Office,
}

/// <summary>Somebody who works for the organisation.</summary>
internal sealed class StaffMember
{
    [Subject(StaffFile.Subject)]
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The pseudonymous key in reports.</summary>
    [PersonalData(PersonalDataCategory.Key, "pseudonymous key in reports", RetentionClass.Employment)]
    public Guid FeedKey { get; private set; } = Guid.NewGuid();

    [PersonalData(PersonalDataCategory.Key, "number in the source system", RetentionClass.Employment)]
    public required string Number { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "to know who works on a group", RetentionClass.Employment)]
    public required string FirstName { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to know who works on a group", RetentionClass.Employment)]
    public string? Infix { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to know who works on a group", RetentionClass.Employment)]
    public required string LastName { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "invitation and notices", RetentionClass.Employment)]
    public string? Email { get; set; }

    [PersonalData(PersonalDataCategory.Contract, "qualification in the ratio", RetentionClass.Employment)]
    public required Job Job { get; set; }

    [PersonalData(PersonalDataCategory.Contract, "qualification in the ratio", RetentionClass.Employment)]
    public required bool CountsInRatio { get; set; }

    /// <summary>Date of the check in the national register of people in childcare; without one nobody counts.</summary>
    [PersonalData(PersonalDataCategory.Contract, "legal check before working with children", RetentionClass.Employment)]
    public LocalDate? RegisterCheckedOn { get; set; }

    /// <summary>Date of the certificate of conduct (VOG).</summary>
    [PersonalData(PersonalDataCategory.Contract, "legal check before working with children", RetentionClass.Employment)]
    public LocalDate? CertificateOn { get; set; }

    [PersonalData(PersonalDataCategory.Contract, "employment", RetentionClass.Employment)]
    public required LocalDate StartsOn { get; set; }

    [PersonalData(PersonalDataCategory.Contract, "employment", RetentionClass.Employment)]
    public LocalDate? EndsOn { get; set; }

    /// <summary>The groups this person usually works on.</summary>
    public List<StaffGroup> Groups { get; } = [];

    /// <summary>First name, infix and last name.</summary>
    public string FullName => string.IsNullOrEmpty(Infix) ? $"{FirstName} {LastName}" : $"{FirstName} {Infix} {LastName}";
}

/// <summary>A group that somebody usually works on.</summary>
internal sealed class StaffGroup
{
    [Subject(StaffFile.Subject)]
    public required Guid StaffMemberId { get; init; }

    [PersonalData(PersonalDataCategory.Contract, "to know who works on a group", RetentionClass.Employment)]
    public required string GroupCode { get; init; }
}

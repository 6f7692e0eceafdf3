using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using NodaTime;

namespace Konnect.Modules.Children.Domain;

/// <summary>Sex as the source knows it.</summary>
internal enum Sex
{
    Female,
    Male,
    Other,
}

/// <summary>A child in care.</summary>
internal sealed class Child
{
    [Subject(ChildFile.Subject)]
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The pseudonymous key in reports.</summary>
    [PersonalData(PersonalDataCategory.Key, "pseudonymous key in reports", RetentionClass.File)]
    public Guid FeedKey { get; private set; } = Guid.NewGuid();

    [PersonalData(PersonalDataCategory.Key, "number in the source system", RetentionClass.Contract)]
    public required string Number { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "to know the child", RetentionClass.Contract)]
    public required string FirstName { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to know the child", RetentionClass.Contract)]
    public string? CallName { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to know the child", RetentionClass.Contract)]
    public string? Infix { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to know the child", RetentionClass.Contract)]
    public required string LastName { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "age decides the staff-child ratio", RetentionClass.File)]
    public required LocalDate BirthDate { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to know the child", RetentionClass.File)]
    public Sex? Sex { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to speak with the family", RetentionClass.File)]
    public string? HomeLanguage { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "to bring to and fetch from school", RetentionClass.File)]
    public string? School { get; set; }

    /// <summary>Staff number of the mentor.</summary>
    [PersonalData(PersonalDataCategory.Key, "who follows the development", RetentionClass.File)]
    public string? MentorNumber { get; set; }

    /// <summary>What the child is called.</summary>
    public string Called => CalledOf(FirstName, CallName);

    /// <summary>Call name, infix and last name.</summary>
    public string FullName => Names.Join(Called, Infix, LastName);

    /// <summary>The call name when there is one, else the first name.</summary>
    public static string CalledOf(string firstName, string? callName) => string.IsNullOrEmpty(callName) ? firstName : callName;
}

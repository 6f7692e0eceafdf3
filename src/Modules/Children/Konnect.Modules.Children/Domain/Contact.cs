using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;

namespace Konnect.Modules.Children.Domain;

/// <summary>Somebody to call or who may collect a child, other than a guardian. Known by child and name.</summary>
internal sealed class Contact
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    [Subject(ChildFile.Subject)]
    public required Guid ChildId { get; init; }

    [PersonalData(PersonalDataCategory.Identity, "whom to call in an emergency", RetentionClass.File)]
    public required string Name { get; init; }

    [PersonalData(PersonalDataCategory.Contact, "whom to call in an emergency", RetentionClass.File)]
    public required string Phone { get; set; }

    [PersonalData(PersonalDataCategory.Identity, "whom to call in an emergency", RetentionClass.File)]
    public string? Relation { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "whom to call in an emergency", RetentionClass.File)]
    public bool? IsEmergency { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "who may collect the child", RetentionClass.File)]
    public bool? MayPickUp { get; set; }
}

using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Children.Domain;

/// <summary>What a note is about. In this order they are shown.</summary>
internal enum NoteKind
{
    Allergy,
    Medical,
    Diet,
    Sleep,
    Development,
    Other,
}

/// <summary>Something to know about a child. Known by child, kind and text.</summary>
internal sealed class Note
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid ChildId { get; init; }

    [PersonalData(PersonalDataCategory.Health, "safe care of the child", RetentionClass.Direct)]
    public required NoteKind Kind { get; init; }

    [PersonalData(PersonalDataCategory.Health, "safe care of the child", RetentionClass.Direct)]
    public required string Text { get; init; }

    /// <summary>True when whoever has the child in front of them must see it.</summary>
    public bool IsAlert => Kind is NoteKind.Allergy or NoteKind.Medical or NoteKind.Diet;
}

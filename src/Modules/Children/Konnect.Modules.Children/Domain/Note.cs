using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;

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

    [Subject(ChildFile.Subject)]
    public required Guid ChildId { get; init; }

    [PersonalData(PersonalDataCategory.Health, "safe care of the child", RetentionClass.Direct)]
    public required NoteKind Kind { get; init; }

    /// <summary>What there is to know, or <see cref="SealedText.Unreadable"/>.</summary>
    [Sealed("children.note-text")]
    [PersonalData(PersonalDataCategory.Health, "safe care of the child", RetentionClass.Direct)]
    public required string Text { get; init; }

    /// <summary>What there is to know; null when it can't be read, which is something else than nothing.</summary>
    public string? Readable => Text == SealedText.Unreadable ? null : Text;

    /// <summary>The kinds that whoever has the child in front of them must see.</summary>
    public static IReadOnlyList<NoteKind> AlertKinds { get; } = [NoteKind.Allergy, NoteKind.Medical, NoteKind.Diet];

    /// <summary>The kind as the exchange writes it: <c>allergy</c>.</summary>
    public string KindCode => Kind.ToString().ToLowerInvariant();

    /// <summary>What must be seen of these notes, most serious first.</summary>
    public static IReadOnlyList<ChildAlert> Alerts(IEnumerable<Note> notes) =>
        [.. notes.Where(n => AlertKinds.Contains(n.Kind)).OrderBy(n => n.Kind).ThenBy(n => n.Text, StringComparer.Ordinal).Select(n => new ChildAlert(n.KindCode, n.Readable))];
}

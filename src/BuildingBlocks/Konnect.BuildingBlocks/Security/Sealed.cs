namespace Konnect.BuildingBlocks.Security;

/// <summary>
/// Declares that a text is encrypted in the database: its column holds bytes that only the installation's key opens. It can be read and written like any other property
/// of its entity, but no query can search or order by it. It is always there, empty when there is nothing to say.
/// </summary>
/// <param name="name">What is sealed, <c>module.what</c>. The bytes are bound to it, so that they open in no other column; it never changes.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SealedAttribute(string name) : Attribute
{
    /// <summary>What is sealed.</summary>
    public string Name { get; } = name;
}

/// <summary>Says why a text of the category <see cref="PersonalDataCategory.Health"/> is not sealed: it is not written by people.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotSealedAttribute(string reason) : Attribute
{
    /// <summary>Why it may lie there as it is.</summary>
    public string Reason { get; } = reason;
}

/// <summary>Texts that are encrypted in the database.</summary>
public static class SealedText
{
    /// <summary>What stands in the place of a text that can't be opened, because its key is gone or somebody changed it. It is never stored; whoever shows or gives away the text must tell so.</summary>
    public const string Unreadable = "\uFFFD\uFFFD\uFFFD";
}

namespace Konnect.Modules.Children.Contracts;

/// <summary>How other modules put a tab in a child's file: they register a <see cref="ChildFileTab"/> and fill its page with the frame.</summary>
public static class ChildFile
{
    /// <summary>The slot that frames every tab: who the child is, what must be seen of it, the tabs. Takes the <c>Number</c> of the child.</summary>
    public const string Frame = "children.file";

    /// <summary>The kind of person that a child is in the audit trail.</summary>
    public const string Subject = "child";

    /// <summary>The code of the refusal for a number that nobody has, or only a child that the user may not see: no telling which.</summary>
    public const string Unknown = "children.unknown";

    /// <summary>The address of a tab.</summary>
    public static string Address(string number, string segment = "") =>
        segment.Length == 0 ? $"/children/{Uri.EscapeDataString(number)}" : $"/children/{Uri.EscapeDataString(number)}/{segment}";
}

/// <summary>A tab of a child's file.</summary>
/// <param name="TextKey">The key of its name.</param>
/// <param name="Segment">The last part of its address, after the child's number; empty for the file itself.</param>
/// <param name="Order">Its place; smaller comes first.</param>
/// <param name="Permission">Who lacks it doesn't see the tab.</param>
public sealed record ChildFileTab(string TextKey, string Segment, int Order, string Permission);

/// <summary>A page about an own child, at <c>/my-children/{number}/{segment}</c>: what a guardian finds with the child.</summary>
/// <param name="TextKey">The key of its name.</param>
/// <param name="Segment">The last part of its address.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Order">Its place; smaller comes first.</param>
/// <param name="Permission">Who lacks it doesn't see it.</param>
public sealed record OwnChildLink(string TextKey, string Segment, string Icon, int Order, string Permission);

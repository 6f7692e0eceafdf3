using System.Net;
using NodaTime;

namespace Konnect.BuildingBlocks.Security;

/// <summary>
/// Says that a question is recorded in the audit trail each time it is answered, such as opening somebody's file. Commands are always recorded, unless
/// they are <see cref="NotRecordedAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RecordedAttribute : Attribute
{
    /// <summary>A permission whose holders ask this in the course of the day: theirs is not recorded. Null records everybody's.</summary>
    public string? UnlessHolding { get; init; }
}

/// <summary>Says that a property of a request, which tells nothing of a person, stands in the outline of its line in the audit trail: the place or the day that was looked at.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutlinedAttribute : Attribute;

/// <summary>
/// Says that changes of an entity or a property, or the sending of a command, do not stand in the audit trail, and why: they follow from what does, or
/// are a trail themselves.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class NotRecordedAttribute(string reason) : Attribute
{
    /// <summary>Why nothing is lost.</summary>
    public string Reason { get; } = reason;
}

/// <summary>
/// Says that a property holds the key of the person whom its record, or its request, is about. By it the audit trail is searched for a person.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SubjectAttribute(string kind) : Attribute
{
    /// <summary>The kind of person, as an <see cref="ITrailSubjects"/> names it.</summary>
    public string Kind { get; } = kind;
}

/// <summary>What was done with one record.</summary>
public enum TrailAct
{
    /// <summary>The request named this person.</summary>
    Named,
    /// <summary>It was made.</summary>
    Added,
    /// <summary>It was changed.</summary>
    Changed,
    /// <summary>It was taken away.</summary>
    Removed,
}

/// <summary>A property of a record that was made, changed or taken away.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Old">The old value; null when there was none, or when it is not kept.</param>
/// <param name="New">The new value; null when there is none, or when it is not kept.</param>
public sealed record TrailField(string Name, string? Old, string? New);

/// <summary>One record that something was done with.</summary>
/// <param name="Act">What was done.</param>
/// <param name="SubjectKind">The kind of person it is about; empty when it is about nobody.</param>
/// <param name="SubjectKey">The person's key.</param>
/// <param name="Record">Name of the entity; empty for a person that a request only named.</param>
/// <param name="RecordKey">The entity's key.</param>
/// <param name="Fields">What was changed of it. Values are stored encrypted.</param>
public sealed record TrailItem(TrailAct Act, string SubjectKind, string SubjectKey, string Record, string RecordKey, IReadOnlyList<TrailField> Fields);

/// <summary>What somebody did or tried, for the audit trail.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What: <c>module.use-case</c>.</param>
/// <param name="UserId">The account, or the token of a program; null for the command line, the system itself and who was not signed in.</param>
/// <param name="UserName">The name then.</param>
/// <param name="Address">Network address; empty for the command line and the system itself.</param>
/// <param name="Device">The device in words: <c>Chrome, Android</c>.</param>
/// <param name="Outcome">Empty when it was done, else the code of the refusal.</param>
/// <param name="Outline">What it was about in a line, without a value of a person.</param>
/// <param name="Items">Records and persons it was about.</param>
public sealed record TrailEvent(
    Instant At, string Kind, Guid? UserId, string UserName, string Address, string Device, string Outcome, string Outline, IReadOnlyList<TrailItem> Items);

/// <summary>Keeps the audit trail.</summary>
public interface ITrail
{
    /// <summary>Adds to the end of the trail, inside the scope's running transaction: it stands when what it tells of stands.</summary>
    Task AppendAsync(IReadOnlyList<TrailEvent> events, CancellationToken cancellationToken);
}

/// <summary>Knows the persons of one kind by their keys, so that the trail can be searched for somebody and shows names.</summary>
public interface ITrailSubjects
{
    /// <summary>The kind, as <see cref="SubjectAttribute"/> names it.</summary>
    string Kind { get; }

    /// <summary>Persons whose name or number holds the text, at most as many as asked for, by name.</summary>
    Task<IReadOnlyList<TrailSubject>> FindAsync(string text, int most, CancellationToken cancellationToken);

    /// <summary>The persons of these keys, as far as they are still known.</summary>
    Task<IReadOnlyDictionary<string, TrailSubject>> NamesAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}

/// <summary>A person of the trail.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name.</param>
/// <param name="Keys">Every key that records and requests name this person by.</param>
public sealed record TrailSubject(string Kind, string Name, IReadOnlyList<string> Keys);

/// <summary>Where the current request comes from.</summary>
public interface IRequestOrigin
{
    /// <summary>The network address; null for the command line and the system itself.</summary>
    IPAddress? Address { get; }

    /// <summary>The browser and the system it runs on, in words that people know; empty when unknown.</summary>
    (string Browser, string System) Device { get; }

    /// <summary>Both as the trail writes them, with the name of a shared device.</summary>
    TrailOrigin InTrail { get; }
}

/// <summary>Where a request came from, as the trail writes it.</summary>
/// <param name="Address">Network address; empty for the command line and the system itself.</param>
/// <param name="Device">The device in words: <c>Chrome, Android</c>, after the name of a shared one.</param>
public sealed record TrailOrigin(string Address, string Device)
{
    /// <summary>From nowhere: the system itself.</summary>
    public static TrailOrigin None { get; } = new("", "");

    /// <summary>Writes an address and a device.</summary>
    public static TrailOrigin Of(IPAddress? address, (string Browser, string System) device, string shared = "") =>
        new(address?.ToString() ?? "", string.Join(", ", new[] { shared, device.Browser, device.System }.Where(word => word.Length > 0)));
}

namespace Konnect.BuildingBlocks.Events;

/// <summary>A fact that happened in one module and that others may follow. Immutable; stored under its <see cref="EventAliasAttribute"/>.</summary>
public interface IIntegrationEvent
{
    /// <summary>Events of one stream are handled in the order they were published; other streams don't wait for them.</summary>
    string StreamKey { get; }
}

/// <summary>The name an event is stored under, <c>module.what-happened.v1</c>. It outlives renames of the type.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventAliasAttribute(string alias) : Attribute
{
    /// <summary>The stored name.</summary>
    public string Alias { get; } = alias;
}

/// <summary>
/// Follows an event. Runs in its own scope and transaction, at least once delivered and recorded in the inbox, so once done;
/// a fault is retried with back-off and ends in the dead letters.
/// </summary>
public interface IEventHandler<in TEvent> where TEvent : IIntegrationEvent
{
    /// <summary>Does what follows from the event.</summary>
    Task Handle(TEvent integrationEvent, CancellationToken cancellationToken);
}

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>A component that a module offers to the pages of others, which show it with a <see cref="Slot"/>. Registered as a singleton.</summary>
/// <param name="Slot">The slot's name, a constant of the module's contracts.</param>
/// <param name="Component">The component.</param>
public sealed record SlotContent(string Slot, Type Component);

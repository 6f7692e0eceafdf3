namespace Konnect.Modules.Access.Contracts;

/// <summary>The locations and groups that rights can be limited to; answered by the module that knows them.</summary>
public interface IWorkplaces
{
    /// <summary>Every location with its groups, by name.</summary>
    Task<IReadOnlyList<Workplace>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>A location that rights can be limited to.</summary>
/// <param name="Code">The location's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Groups">Its groups.</param>
public sealed record Workplace(string Code, string Name, IReadOnlyList<WorkplaceGroup> Groups);

/// <summary>A group that rights can be limited to.</summary>
/// <param name="Code">The group's code.</param>
/// <param name="Name">Its name.</param>
public sealed record WorkplaceGroup(string Code, string Name);

/// <summary>Where a group's day is seen.</summary>
public static class Workplaces
{
    /// <summary>What the address of a group's day begins with, before its code; whoever registers presence serves it.</summary>
    public const string Boards = "/groups/";
}

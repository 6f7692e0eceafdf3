namespace Konnect.BuildingBlocks.Infrastructure.Demonstration;

/// <summary>A module's part of the demonstration: fills an empty installation with the demo organisation.</summary>
public interface IDemonstration
{
    /// <summary>Which part goes first; smaller is earlier.</summary>
    int Order { get; }

    /// <summary>Fills in the module's part, once.</summary>
    /// <param name="directory">The demo organisation in the exchange format, its dates moved to today.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Lines to print for whoever started the demonstration.</returns>
    Task<IReadOnlyList<string>> FillAsync(string directory, CancellationToken cancellationToken);
}

using Konnect.BuildingBlocks.Results;
using NodaTime;

namespace Konnect.BuildingBlocks.Security;

/// <summary>What is counted for each account, because much of it in an hour is more than work asks.</summary>
public enum Use
{
    /// <summary>Somebody's file was opened; the same file counts once.</summary>
    FileOpened,
    /// <summary>Rows were taken along as a file.</summary>
    RowsTaken,
}

/// <summary>
/// Says that answering a recorded question counts as a use, of the person whom its <see cref="SubjectAttribute"/> property names. Who reaches the limit of
/// the hour gets a refusal instead of the answer.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CountsAsAttribute(Use use) : Attribute
{
    /// <summary>What it counts as.</summary>
    public Use Use { get; } = use;
}

/// <summary>Counts what accounts use, and knows when it is too much.</summary>
public interface IUseLimits
{
    /// <summary>Counts a use inside the scope's running transaction, or refuses it; who has no account has no limit.</summary>
    /// <param name="user">Who uses.</param>
    /// <param name="use">What is used.</param>
    /// <param name="subject">The key of what is used: the same one counts once within the hour.</param>
    /// <param name="amount">How much of it.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    /// <returns>Why not; null when it was counted.</returns>
    Task<Error?> CountAsync(ICurrentUser user, Use use, string subject, long amount, CancellationToken cancellationToken);
}

/// <summary>The hour in which uses count: that of the clock, so that everybody knows when it goes on.</summary>
public static class UseHour
{
    /// <summary>How long it is.</summary>
    public static readonly Duration Length = Duration.FromHours(1);

    /// <summary>When the hour of a moment began.</summary>
    public static Instant StartOf(Instant moment) => Instant.FromUnixTimeSeconds(moment.ToUnixTimeSeconds() / 3600 * 3600);

    /// <summary>When the hour of a moment is over.</summary>
    public static Instant EndOf(Instant moment) => StartOf(moment) + Length;
}

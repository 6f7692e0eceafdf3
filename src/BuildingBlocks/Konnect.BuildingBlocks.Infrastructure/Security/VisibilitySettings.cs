using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>How long people still see what has ended.</summary>
public sealed record VisibilitySettings
{
    /// <summary>The most months an installation may choose.</summary>
    public const int Most = 24;

    /// <summary>Months after the last day.</summary>
    public int MonthsAfterEnd { get; init; } = 2;

    /// <summary><see cref="MonthsAfterEnd"/> as a period to add to the last day.</summary>
    public Period AfterEnd => Period.FromMonths(MonthsAfterEnd);
}

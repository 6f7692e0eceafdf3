namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>How much one account may use within an hour.</summary>
public sealed record UseLimitSettings
{
    /// <summary>Files of different persons that may be opened.</summary>
    public long Files { get; init; } = 60;

    /// <summary>Rows that may be taken along as files.</summary>
    public long Rows { get; init; } = 20_000;
}

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>How much an import takes in. The defaults are the documented ones; tests make them smaller.</summary>
public sealed record ExchangeLimits
{
    /// <summary>Bytes of a request that brings an upload: the upload and what the form holds besides.</summary>
    public const long RequestBytes = 110_000_000;

    /// <summary>The documented limits.</summary>
    public static ExchangeLimits Default { get; } = new();

    /// <summary>Bytes of one upload.</summary>
    public long UploadBytes { get; init; } = 100L << 20;

    /// <summary>Bytes of one row, so that a file without line ends can't fill the memory.</summary>
    public int RowBytes { get; init; } = 256 << 10;

    /// <summary>Bytes of one field.</summary>
    public int FieldBytes { get; init; } = 64 << 10;

    /// <summary>Rows of one file, without its header.</summary>
    public int Rows { get; init; } = 1_000_000;

    /// <summary>Errors that are listed; the rest is counted.</summary>
    public int ErrorsShown { get; init; } = 1_000;

    /// <summary>Files in a package.</summary>
    public int Files { get; init; } = 1_000;

    /// <summary>Bytes of all files of a ZIP together, unpacked.</summary>
    public long UnpackedBytes { get; init; } = 2L << 30;

    /// <summary>How many times larger than its packed form a file of a ZIP may be, once it is over a megabyte.</summary>
    public int UnpackRatio { get; init; } = 100;
}

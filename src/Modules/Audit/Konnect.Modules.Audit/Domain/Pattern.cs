using NodaTime;

namespace Konnect.Modules.Audit.Domain;

/// <summary>What can stand out in the trail.</summary>
internal enum PatternKind
{
    /// <summary>Somebody guesses.</summary>
    RefusalsFromOneAddress,
    /// <summary>An account may be in other hands.</summary>
    OneUserFromManyAddresses,
    /// <summary>Somebody looks at more than work asks.</summary>
    ManyFilesOpened,
    /// <summary>Somebody opened as many files within an hour as may be, and wanted more.</summary>
    FileLimitReached,
    /// <summary>Somebody wanted to take more rows along within an hour than may be.</summary>
    RowLimitReached,
}

/// <summary>How a limit that was reached stands.</summary>
internal enum Lifting
{
    /// <summary>It holds, and an administrator may lift it.</summary>
    Possible,
    /// <summary>It was lifted for the rest of the hour.</summary>
    Done,
    /// <summary>Its hour is over, or it is the own one.</summary>
    Closed,
}

/// <summary>Something in the trail that an administrator should look at.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">The address, or the account's key.</param>
/// <param name="Name">The address, or the user's name.</param>
/// <param name="Times">How often.</param>
/// <param name="Lifting">Whether an administrator may let it go on; null for what is no limit.</param>
internal sealed record Pattern(PatternKind Kind, string Key, string Name, int Times, Lifting? Lifting = null)
{
    /// <summary>Refusals from one address that are more than mistakes.</summary>
    public const int ManyRefusals = 10;

    /// <summary>Addresses of one user that are more than home, work and on the way.</summary>
    public const int ManyAddresses = 5;

    /// <summary>Files opened by one user that are more than a group or two.</summary>
    public const int ManyFiles = 100;

    /// <summary>How far back it is looked.</summary>
    public static readonly Duration Period = Duration.FromHours(24);

    /// <summary>A limit that stopped somebody, or more of the rest: twice as often as what makes it stand out.</summary>
    public bool IsGrave => Lifting is not null || Times >= 2 * (Kind switch { PatternKind.RefusalsFromOneAddress => ManyRefusals, PatternKind.OneUserFromManyAddresses => ManyAddresses, _ => ManyFiles });
}

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>What an installation chooses about signing in.</summary>
public sealed record SignInSettings
{
    /// <summary>True when nobody who sees other people's data gets in by a password alone.</summary>
    public bool SecondFactorRequired { get; init; } = true;

    /// <summary>Rounds of a password's hash; null measures what this machine can do. For tests.</summary>
    public int? PasswordRounds { get; init; }

    /// <summary>Where people find the installation, for links in letters; null when it sends none.</summary>
    public Uri? Address { get; init; }
}

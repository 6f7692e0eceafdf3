using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>
/// Failures in a row of one thing that can be guessed: the password of an e-mail address, whether an account has it or not, so that the brake tells nobody
/// which addresses have one; or the second factor or the PIN of an account.
/// </summary>
[NotRecorded("The refused sign-in is recorded.")]
internal sealed class SignInBrake
{
    /// <summary>Failures in a row before a pause.</summary>
    public const int Tries = 5;

    /// <summary>After this time without a failure the earlier ones are forgotten.</summary>
    public static readonly Duration Memory = Duration.FromDays(1);

    /// <summary>How long nobody can try after the fifth failure, after the tenth, and so on; the last one again and again.</summary>
    public static readonly IReadOnlyList<Duration> Pauses = [Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromMinutes(60)];

    /// <summary>SHA-256 of what is guessed: the normalised address, or the account's key.</summary>
    [PersonalData(PersonalDataCategory.Key, "to slow down guessing", RetentionClass.Account)]
    public required string Key { get; init; }

    [PersonalData(PersonalDataCategory.Credential, "to slow down guessing", RetentionClass.Account)]
    public int Failures { get; private set; }

    [PersonalData(PersonalDataCategory.Credential, "to slow down guessing", RetentionClass.Account)]
    public Instant LastFailureAt { get; private set; }

    [PersonalData(PersonalDataCategory.Credential, "to slow down guessing", RetentionClass.Account)]
    public Instant? LockedUntil { get; private set; }

    /// <summary>Changes with every failure: of guesses made at the same time only one gets an answer.</summary>
    public Guid Version { get; private set; }

    /// <summary>The key of an address's password; on a device of its owner's own it is another, so that whoever guesses elsewhere pauses nobody there.</summary>
    public static string OfPassword(string normalizedEmail, string? deviceHash = null) => Secret.HashOf(deviceHash is null ? normalizedEmail : $"{normalizedEmail} {deviceHash}");

    /// <summary>The key of an account's second factor.</summary>
    public static string OfFactor(Guid accountId) => Secret.HashOf($"factor {accountId}");

    /// <summary>The key of an account's PIN.</summary>
    public static string OfPin(Guid accountId) => Secret.HashOf($"pin {accountId}");

    /// <summary>True while nobody can try.</summary>
    public bool IsLocked(Instant now) => LockedUntil > now;

    /// <summary>Whole minutes to wait, rounded up.</summary>
    public int MinutesLeft(Instant now) => LockedUntil is { } until ? (int)Math.Ceiling((until - now).TotalMinutes) : 0;

    /// <summary>Counts a failure; every fifth in a row begins a pause, each longer than the one before.</summary>
    public void Fail(Instant now)
    {
        Failures = now - LastFailureAt > Memory ? 1 : Failures + 1;
        LastFailureAt = now;
        Version = Guid.NewGuid();
        if (Failures % Tries == 0)
            LockedUntil = now + Pauses[Math.Min(Failures / Tries, Pauses.Count) - 1];
    }
}

using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>
/// Failed sign-ins with one e-mail address, whether an account has it or not, so that the brake tells nobody which addresses have one.
/// </summary>
[NotRecorded("The refused sign-in is recorded.")]
internal sealed class SignInBrake
{
    /// <summary>Failures in a row before the pause.</summary>
    public const int Tries = 5;

    /// <summary>How long nobody can sign in with the address after that.</summary>
    public static readonly Duration Pause = Duration.FromMinutes(5);

    /// <summary>After this time without a failure the earlier ones are forgotten.</summary>
    public static readonly Duration Memory = Duration.FromDays(1);

    /// <summary>SHA-256 of the normalised address.</summary>
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

    /// <summary>True while nobody can sign in with the address.</summary>
    public bool IsLocked(Instant now) => LockedUntil > now;

    /// <summary>Whole minutes to wait, rounded up.</summary>
    public int MinutesLeft(Instant now) => LockedUntil is { } until ? (int)Math.Ceiling((until - now).TotalMinutes) : 0;

    /// <summary>Counts a failure; every fifth in a row begins a pause.</summary>
    public void Fail(Instant now)
    {
        Failures = now - LastFailureAt > Memory ? 1 : Failures + 1;
        LastFailureAt = now;
        Version = Guid.NewGuid();
        if (Failures % Tries == 0)
            LockedUntil = now + Pause;
    }
}

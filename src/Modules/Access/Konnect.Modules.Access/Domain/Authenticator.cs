using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>The app that shows an account's codes.</summary>
internal sealed class Authenticator
{
    [Subject(Account.Subject)]
    public Guid AccountId { get; init; }

    /// <summary>The shared secret, encrypted.</summary>
    [PersonalData(PersonalDataCategory.Credential, "second factor", RetentionClass.Account)]
    public required string Sealed { get; set; }

    /// <summary>The step of the last code that was used: it and every earlier one are worth nothing.</summary>
    [NotRecorded("The use of a code is recorded.")]
    [PersonalData(PersonalDataCategory.Credential, "second factor", RetentionClass.Account)]
    public long LastStep { get; private set; }

    public Instant CreatedAt { get; set; }

    /// <summary>Changes with every code that is used: of two that are sent at the same time one counts.</summary>
    public Guid Version { get; private set; }

    /// <summary>Takes another app in its place.</summary>
    public void Replace(Authenticator app) => (Sealed, LastStep, CreatedAt, Version) = (app.Sealed, app.LastStep, app.CreatedAt, Guid.NewGuid());

    /// <summary>True for a code that is good now and was not used; it is used up.</summary>
    public bool Use(byte[] secret, string code, Instant now)
    {
        if (Totp.StepOf(secret, code, now) is not { } step || step <= LastStep)
            return false;
        LastStep = step;
        Version = Guid.NewGuid();
        return true;
    }
}

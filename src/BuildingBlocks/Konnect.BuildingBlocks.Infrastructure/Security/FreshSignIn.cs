using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>Whether somebody proved lately to be who is signed in, and whether a request of this scope was refused for that.</summary>
public sealed class FreshSignIn(ICurrentUser user, IClock clock)
{
    /// <summary>The code of the refusal.</summary>
    public const string Refused = "access.confirm-yourself";

    /// <summary>How long a proof is good for.</summary>
    public static readonly Duration Lifetime = Duration.FromMinutes(10);

    /// <summary>True once a request was refused: the page leads to <see cref="PathFrom"/>.</summary>
    public bool IsWanted { get; private set; }

    /// <summary>True when the proof is fresh, or nobody is signed in who could be somebody else: the command line, a first sign-in.</summary>
    public bool IsFresh => (user as CurrentUser)?.ConfirmedAt is not { } confirmed || clock.GetCurrentInstant() - confirmed < Lifetime;

    /// <summary>Notes that a request wants the proof; false when it is not fresh.</summary>
    internal bool Check()
    {
        IsWanted |= !IsFresh;
        return IsFresh;
    }

    /// <summary>The page that asks for the proof and leads back.</summary>
    public static string PathFrom(string address) => $"/confirm?return={Uri.EscapeDataString(address)}";
}

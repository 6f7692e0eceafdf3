using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>
/// Tells the audit trail of tokens that were refused: one line for each address and minute, and so many in all, so that who keeps trying fills no disk. What
/// counts is in memory only.
/// </summary>
internal sealed class TokenRefusals(ReportingTrail trail, IClock clock)
{
    /// <summary>The kind of its lines.</summary>
    public const string Kind = "access.refuse-token";

    /// <summary>Lines of a minute, of all addresses together.</summary>
    public const int Most = 20;

    private readonly FirstOfMinute first = new(Most);

    /// <summary>A program came with a token that opens nothing.</summary>
    /// <param name="state">Why not.</param>
    /// <param name="token">The token, when there is or was one.</param>
    /// <param name="origin">Where it came from.</param>
    public void Tell(ApiTokenState state, ApiToken? token, IRequestOrigin origin)
    {
        var now = clock.GetCurrentInstant();
        if (!first.Is(origin.Address is { } address ? AddressLimit.KeyOf(address) : "", now))
            return;
        var (from, device) = origin.InTrail;
        trail.RecordRefusal(new(now, Kind, token?.Id, token?.Name ?? "", from, device, $"access.token-{state.ToString().ToLowerInvariant()}", "", []));
    }
}

using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>
/// Tells the audit trail of pages that were refused to who is signed in, with the permission that was lacking: one line for each account, permission and minute, and so
/// many in all, so that who keeps trying fills no disk.
/// </summary>
internal sealed class PageRefusals(ReportingTrail trail, IClock clock) : IPageRefusals
{
    /// <summary>The kind of its lines.</summary>
    public const string Kind = "access.refuse-page";

    /// <summary>Lines of a minute, of all accounts together.</summary>
    public const int Most = 60;

    private readonly FirstOfMinute first = new(Most);

    public void Tell(ICurrentUser user, string permission, IRequestOrigin origin)
    {
        var now = clock.GetCurrentInstant();
        var (address, device) = origin.InTrail;
        if (first.Is($"{user.Id} {user.Name} {permission}", now))
            trail.RecordRefusal(new(now, Kind, user.Id, user.Name, address, device, "access.not-allowed", permission, []));
    }
}

using System.Security.Claims;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>The visit of an inspector that the request belongs to, for use cases that begin or end one.</summary>
internal interface IInspectionDevice
{
    /// <summary>From here on the request is of the inspector, and the device is known by the secret until the visit ends.</summary>
    void Become(InspectionGrant grant, InspectionVisit visit, string secret);

    /// <summary>Ends the visit, if there is one.</summary>
    Task<bool> EndAsync(CancellationToken cancellationToken);
}

/// <summary>A device on which an inspector opened a link, known by a cookie.</summary>
internal sealed class InspectionDevice(AccessDbContext db, IHttpContextAccessor http, ZonedClock clock) : IInspectionDevice
{
    /// <summary>The scheme of requests of a visit.</summary>
    public const string Scheme = "Konnect.Inspection";

    /// <summary>Where the link leads, before its code; without one it asks for it.</summary>
    public const string Page = "/inspect";

    private const string Cookie = "konnect.inspection";

    /// <summary>True when the device says that it is on a visit.</summary>
    public static bool IsNamedIn(HttpContext context) => context.Request.Cookies.ContainsKey(Cookie);

    /// <summary>Who the visit is of; null when it is over, or its grant is.</summary>
    public async Task<ClaimsPrincipal?> AuthenticateAsync()
    {
        var (context, now) = (http.HttpContext!, clock.GetCurrentInstant());
        if (HashIn(context) is not { } hash)
            return null;
        var found = await db.InspectionVisits.AsNoTracking().Where(v => v.SecretHash == hash).Join(db.InspectionGrants.AsNoTracking(), v => v.GrantId, g => g.Id, (v, g) => new { Visit = v, Grant = g }).SingleOrDefaultAsync();
        if (found is null || !found.Visit.IsAliveAt(now) || found.Grant.StateOn(clock.GetCurrentDate()) != GrantState.Active)
            return null;
        if (SignInSession.IsUse(context) && now - found.Visit.LastUsedAt >= AccountSession.Unwritten)
        {
            await db.InspectionVisits.Where(v => v.Id == found.Visit.Id).ExecuteUpdateAsync(v => v.SetProperty(x => x.LastUsedAt, now));
            await db.InspectionGrants.Where(g => g.Id == found.Grant.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.LastUsedAt, now));
        }

        return PrincipalOf(found.Grant);
    }

    public void Become(InspectionGrant grant, InspectionVisit visit, string secret)
    {
        var context = http.HttpContext!;
        context.Response.Cookies.Append(Cookie, secret, HostCookies.Hidden(context, (visit.EndsAt - visit.BeganAt).ToTimeSpan()));
        context.User = PrincipalOf(grant);
    }

    public async Task<bool> EndAsync(CancellationToken cancellationToken)
    {
        var context = http.HttpContext!;
        if (HashIn(context) is not { } hash)
            return false;
        var ended = await db.InspectionVisits.Where(v => v.SecretHash == hash).ExecuteDeleteAsync(cancellationToken);
        context.Response.Cookies.Delete(Cookie, HostCookies.Hidden(context, TimeSpan.Zero));
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return ended > 0;
    }

    private static ClaimsPrincipal PrincipalOf(InspectionGrant grant)
    {
        var identity = new ClaimsIdentity(Scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, grant.Id.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, grant.Title));
        identity.AddClaim(new(ClaimTypes.Role, Roles.InspectorByLink));
        identity.AddClaims(AccountClaims.ScopeClaims(grant.Scope));
        return new(identity);
    }

    private static string? HashIn(HttpContext context) => context.Request.Cookies[Cookie] is { Length: > 0 } secret ? Secret.HashOf(secret) : null;
}

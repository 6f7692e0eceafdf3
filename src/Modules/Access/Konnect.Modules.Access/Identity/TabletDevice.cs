using System.Collections.Concurrent;
using System.Security.Claims;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>The group tablet that sends the request, for use cases that make one, open it or lock it.</summary>
internal interface ITabletDevice
{
    /// <summary>The tablet, tracked, with what the clock has ended by now; null when the device is none. From here on the audit trail names it.</summary>
    Task<Tablet?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Gives the device what it is known by.</summary>
    void Keep(string secret);

    /// <summary>From here on the request is of who gave a PIN.</summary>
    Task BecomeAsync(Tablet tablet, Account account);
}

/// <summary>A device that is known by a cookie, and what its tablet shows at this moment.</summary>
internal sealed class TabletDevice(AccessDbContext db, IHttpContextAccessor http, IRequestOrigin origin, IClock clock) : ITabletDevice
{
    /// <summary>The scheme of requests from a tablet.</summary>
    public const string Scheme = "Konnect.Tablet";

    private const string Cookie = "konnect.tablet";

    /// <summary>Compiled, for every request of a tablet begins with it.</summary>
    private static readonly ConcurrentDictionary<Type, Func<AccessDbContext, string, Task<Found?>>> Finds = [];

    /// <summary>True when the device says that it is a tablet.</summary>
    public static bool IsNamedIn(HttpContext context) => context.Request.Cookies.ContainsKey(Cookie);

    /// <summary>Who a tablet speaks for at this moment; null while it is locked. The tablet that a device no longer is leaves nothing there.</summary>
    public async Task<ClaimsPrincipal?> AuthenticateAsync()
    {
        var (context, now) = (http.HttpContext!, clock.GetCurrentInstant());
        if (HashIn(context) is not { } hash)
            return null;
        var find = Finds.GetOrAdd(db.GetType(), static _ => EF.CompileAsyncQuery((AccessDbContext db, string hash) =>
            db.Tablets.AsNoTracking().Where(t => t.SecretHash == hash)
                .Select(t => new Found(t, db.Accounts.FirstOrDefault(a => a.Id == t.AccountId && a.SecurityStamp == t.Stamp && a.BlockedAt == null))).SingleOrDefault()));
        if (await find(db, hash) is not { } found)
        {
            Forget(context);
            return null;
        }

        var tablet = found.Tablet;
        var hasLapsed = tablet.Lapse(now);
        if (SignInSession.IsUse(context) && (hasLapsed || now - tablet.LastUsedAt >= Tablet.Unwritten))
        {
            var address = origin.Address?.ToString() ?? "";
            await db.Tablets.Where(t => t.Id == tablet.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now).SetProperty(x => x.Address, address)
                .SetProperty(x => x.OpenedAt, tablet.OpenedAt).SetProperty(x => x.AccountId, tablet.AccountId).SetProperty(x => x.Stamp, tablet.Stamp));
        }

        var account = tablet.AccountId is null ? null : found.Account;
        return tablet.IsOpenAt(now) ? PrincipalOf(tablet, account, account is null ? [] : await AccountClaims.OwnAsync(db, account.Id)) : null;
    }

    public async Task<Tablet?> FindAsync(CancellationToken cancellationToken)
    {
        var context = http.HttpContext!;
        if (HashIn(context) is not { } hash || await db.Tablets.SingleOrDefaultAsync(t => t.SecretHash == hash, cancellationToken) is not { } tablet)
            return null;
        tablet.Lapse(clock.GetCurrentInstant());
        if (!context.User.IsOnSharedDevice())
            context.User.AddIdentity(new([new(KonnectClaims.Device, tablet.Name)]));
        return tablet;
    }

    public void Keep(string secret)
    {
        var context = http.HttpContext!;
        context.Response.Cookies.Append(Cookie, secret, HostCookies.Hidden(context, Tablet.Forgotten.ToTimeSpan()));
    }

    public async Task BecomeAsync(Tablet tablet, Account account) => http.HttpContext!.User = PrincipalOf(tablet, account, await AccountClaims.OwnAsync(db, account.Id));

    private static ClaimsPrincipal PrincipalOf(Tablet tablet, Account? account, IReadOnlyList<OwnPerson> own)
    {
        var identity = new ClaimsIdentity(Scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(KonnectClaims.Device, tablet.Name));
        identity.AddClaims(AccountClaims.ScopeClaims(tablet.Scope with { Own = own }));
        identity.AddClaim(new(ClaimTypes.Name, account?.Name ?? tablet.Name));
        identity.AddClaim(new(ClaimTypes.Role, account is null ? Roles.Tablet : Roles.AtTablet));
        if (account is not null)
            identity.AddClaim(new(ClaimTypes.NameIdentifier, account.Id.ToString()));
        return new(identity);
    }

    private static string? HashIn(HttpContext context) => context.Request.Cookies[Cookie] is { Length: > 0 } secret ? Secret.HashOf(secret) : null;

    private static void Forget(HttpContext context)
    {
        // Not yet when an open page asks by itself: the page that it then loads is to say that this is no tablet any more.
        if (SignInSession.IsUse(context))
            context.Response.Cookies.Delete(Cookie, HostCookies.Hidden(context, TimeSpan.Zero));
        // Whatever the device kept of anybody goes with it.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    /// <summary>A tablet with who is at it.</summary>
    private sealed record Found(Tablet Tablet, Account? Account);
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>What is left to do for who has given the password.</summary>
internal enum SignInStep
{
    /// <summary>Nothing: a session has begun.</summary>
    Done,
    /// <summary>The second factor.</summary>
    SecondFactor,
    /// <summary>Choosing a second factor.</summary>
    Enrol,
}

/// <summary>Somebody who has given the password, and nothing else yet.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Stamp">Its stamp at that moment.</param>
/// <param name="OwnDevice">True when the device was called an own one.</param>
/// <param name="Enrols">True when a second factor must be chosen first.</param>
internal sealed record HalfSignIn(Guid AccountId, string Stamp, bool OwnDevice, bool Enrols);

/// <summary>The session of whoever sends the request, for use cases that begin or end one.</summary>
internal interface ISignInSession
{
    /// <summary>The session's row; null for who has none.</summary>
    Guid? Id { get; }

    /// <summary>What the device is known by, when it is somebody's own; null for any other, and it may be a lie.</summary>
    string? DeviceHash { get; }

    /// <summary>Who has given the password and nothing else yet, lately; null for nobody.</summary>
    Task<HalfSignIn?> HalfAsync();

    /// <summary>
    /// Begins a session, and gives a device that has no choice of its own the account's language and look; or notes that the password was right when that is not enough.
    /// </summary>
    /// <param name="account">The account, tracked.</param>
    /// <param name="ownDevice">True when the device is somebody's own.</param>
    /// <param name="whole">True when the second factor was given too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SignInStep> BeginAsync(Account account, bool ownDevice, bool whole, CancellationToken cancellationToken);

    /// <summary>Carries on with what the account is now.</summary>
    Task RefreshAsync(Account account);

    /// <summary>Carries on as another session that took the place of this one.</summary>
    Task MoveAsync(Account account, Guid id);

    /// <summary>Gives the device the account's language and look.</summary>
    void Prefer(Account account);

    /// <summary>Ends the session.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}

/// <summary>A session as a row and a cookie that names it. The row says how long it lasts, so that it can be listed and taken back.</summary>
internal sealed class SignInSession(
    AccessDbContext db, IUserClaimsPrincipalFactory<Account> principals, IHttpContextAccessor http, IRequestOrigin origin, Factors factors, IClock clock) : ISignInSession
{
    /// <summary>The scheme of who has given the password only: it opens no page.</summary>
    public const string HalfScheme = "Konnect.Half";

    /// <summary>How long the second factor can be given.</summary>
    public static readonly Duration HalfTime = Duration.FromMinutes(5);

    /// <summary>How long a first second factor can be chosen: an app has to be found and installed.</summary>
    public static readonly Duration EnrolTime = Duration.FromMinutes(20);

    private const string SessionCookie = "konnect";
    private const string DeviceCookie = "konnect.device";
    private const string StampClaim = "stamp";
    private const string OwnClaim = "own";
    private const string EnrolClaim = "enrol";

    /// <summary>Compiled, for every request begins with it.</summary>
    private static readonly ConcurrentDictionary<Type, Func<AccessDbContext, Guid, Task<Found?>>> Find = [];

    public Guid? Id => IdOf(http.HttpContext?.User);

    public string? DeviceHash => http.HttpContext?.Request.Cookies[DeviceCookie] is { Length: > 0 } secret ? Secret.HashOf(secret) : null;

    public async Task<HalfSignIn?> HalfAsync()
    {
        if (http.HttpContext is not { } context || (await context.AuthenticateAsync(HalfScheme)).Principal is not { } half)
            return null;
        return Guid.TryParse(half.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
            ? new(account, half.FindFirstValue(StampClaim) ?? "", half.HasClaim(c => c.Type == OwnClaim), half.HasClaim(c => c.Type == EnrolClaim))
            : null;
    }

    public async Task<SignInStep> BeginAsync(Account account, bool ownDevice, bool whole, CancellationToken cancellationToken)
    {
        var (context, now) = (http.HttpContext!, clock.GetCurrentInstant());
        var device = DeviceHash;
        var known = device is null ? null : await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.DeviceHash == device && s.AccountId == account.Id, cancellationToken);
        var isStaff = await db.Assignments.AnyAsync(a => a.AccountId == account.Id && a.Role != Roles.Guardian, cancellationToken);
        var isTrusted = known?.IsTrustedAt(now, account.SecurityStamp!) == true;
        var step = whole ? SignInStep.Done : await factors.StepAsync(account.Id, isStaff, cancellationToken);
        if (step == SignInStep.Enrol || (step == SignInStep.SecondFactor && !isTrusted))
        {
            await HalfAsync(context, account, ownDevice, step, now);
            return step;
        }

        var isOwn = ownDevice || isTrusted;
        var deviceSecret = isOwn ? Secret.Create() : null;
        var (browser, system) = origin.Device;
        var session = new AccountSession
        {
            AccountId = account.Id,
            Stamp = account.SecurityStamp!,
            Browser = browser,
            System = system,
            Address = origin.Address?.ToString() ?? "",
            BeganAt = now,
            LastUsedAt = now,
            // The password alone proves less than what was asked when the device was last trusted.
            ConfirmedAt = step == SignInStep.SecondFactor ? known!.ConfirmedAt : now,
            // Who was trusted on this device stays so no longer than before: after thirty days everything is asked again.
            EndsAt = step == SignInStep.SecondFactor ? known!.EndsAt : AccountSession.LimitOf(now, isOwn),
            IsOwn = isOwn,
            IsStaff = isStaff,
            DeviceHash = deviceSecret is null ? null : Secret.HashOf(deviceSecret),
        };
        db.Sessions.Add(session);
        account.SignedIn(now);
        await db.SaveChangesAsync(cancellationToken);
        // Whoever was signed in here before is no longer: the cookie names one session.
        var (replaced, running) = (known?.Id, Id);
        await db.Sessions.Where(s => s.Id == replaced || s.Id == running || s.EndsAt <= now).ExecuteDeleteAsync(cancellationToken);
        var beyond = await db.Sessions.Where(s => s.AccountId == account.Id && s.Id != session.Id).OrderByDescending(s => s.LastUsedAt).ThenByDescending(s => s.Id).Skip(AccountSession.Most - 1).Select(s => s.Id).ToListAsync(cancellationToken);
        if (beyond.Count > 0)
            await db.Sessions.Where(s => beyond.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);

        Prefer(account, overDevice: false);
        await context.SignOutAsync(HalfScheme);
        await SignInAsync(context, account, session.Id, new() { IsPersistent = isOwn, IssuedUtc = now.ToDateTimeOffset(), ExpiresUtc = session.EndsAt.ToDateTimeOffset() });
        if (deviceSecret is not null)
            context.Response.Cookies.Append(DeviceCookie, deviceSecret, HostCookies.Hidden(context, AccountSession.OwnLongest.ToTimeSpan()));
        return SignInStep.Done;
    }

    public Task RefreshAsync(Account account) => Id is { } id ? MoveAsync(account, id) : Task.CompletedTask;

    public async Task MoveAsync(Account account, Guid id)
    {
        var context = http.HttpContext!;
        if ((await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties is { } properties)
            await SignInAsync(context, account, id, properties);
    }

    public void Prefer(Account account) => Prefer(account, overDevice: true);

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var context = http.HttpContext!;
        if (Id is { } id)
            await db.Sessions.Where(s => s.Id == id).ExecuteDeleteAsync(cancellationToken);
        await context.SignOutAsync(HalfScheme);
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        context.Response.Cookies.Delete(DeviceCookie, HostCookies.Hidden(context, TimeSpan.Zero));
        // Whatever the browser kept of the pages goes with it.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }

    /// <summary>The cookie's rules.</summary>
    public static void Configure(CookieAuthenticationOptions options, IClock clock)
    {
        Configure(options, SessionCookie, SameSiteMode.Lax, clock);
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context =>
        {
            var request = context.Request;
            if (PageRefresh.IsAskedBy(request))
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else
                context.Response.Redirect($"/sign-in{QueryString.Create("return", request.PathBase + request.Path + request.QueryString)}");
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>The rules of the cookie of who has given the password only.</summary>
    public static void ConfigureHalf(CookieAuthenticationOptions options, IClock clock) => Configure(options, "konnect.half", SameSiteMode.Strict, clock);

    private static void Configure(CookieAuthenticationOptions options, string name, SameSiteMode sameSite, IClock clock)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = sameSite;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new LastingCookies(clock);
        options.SlidingExpiration = false;
        options.TimeProvider = new ClockTime(clock);
    }

    /// <summary>
    /// A session ends at its limits, when it is taken back, and at once when the account's stamp has changed: another password, another second factor, blocked.
    /// </summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var db = services.GetRequiredService<AccessDbContext>();
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var find = Find.GetOrAdd(db.GetType(), static _ => EF.CompileAsyncQuery((AccessDbContext db, Guid id) =>
            db.Sessions.AsNoTracking().Where(s => s.Id == id).Join(db.Accounts, s => s.AccountId, a => a.Id, (s, a) => new Found(s, a.SecurityStamp!)).SingleOrDefault()));
        if (IdOf(context.Principal) is not { } id || await find(db, id) is not { } found || !found.Session.IsAliveAt(now, found.Stamp))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }

        ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new(KonnectClaims.ConfirmedAt, found.Session.ConfirmedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        if (IsUse(context.HttpContext) && now - found.Session.LastUsedAt >= AccountSession.Unwritten)
        {
            var address = services.GetRequiredService<IRequestOrigin>().Address?.ToString() ?? "";
            await db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastUsedAt, now).SetProperty(x => x.Address, address));
        }
    }

    /// <summary>False for what an open page asks by itself: it keeps nobody signed in.</summary>
    public static bool IsUse(HttpContext context) => !PageRefresh.IsAskedBy(context.Request) && !context.Request.Path.StartsWithSegments("/live");

    /// <summary>True when the request names a session.</summary>
    public static bool IsNamedIn(HttpContext context) => context.Request.Cookies.ContainsKey(SessionCookie);

    private static Guid? IdOf(ClaimsPrincipal? principal) => Guid.TryParse(principal?.FindFirstValue(KonnectClaims.Session), out var id) ? id : null;

    private static Task HalfAsync(HttpContext context, Account account, bool ownDevice, SignInStep step, Instant now)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(StampClaim, account.SecurityStamp!)], HalfScheme);
        if (ownDevice)
            identity.AddClaim(new(OwnClaim, ""));
        if (step == SignInStep.Enrol)
            identity.AddClaim(new(EnrolClaim, ""));
        var until = now + (step == SignInStep.Enrol ? EnrolTime : HalfTime);
        return context.SignInAsync(HalfScheme, new(identity), new() { IssuedUtc = now.ToDateTimeOffset(), ExpiresUtc = until.ToDateTimeOffset() });
    }

    private async Task SignInAsync(HttpContext context, Account account, Guid session, AuthenticationProperties properties)
    {
        var principal = await principals.CreateAsync(account);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new(KonnectClaims.Session, session.ToString()));
        await context.SignInAsync(IdentityConstants.ApplicationScheme, principal, properties);
        // From here on the request is of who signed in: the audit trail tells it so.
        context.User = principal;
    }

    private void Prefer(Account account, bool overDevice)
    {
        Keep(TextsSetup.LanguageCookie, account.Language, overDevice);
        Keep(Shell.ThemeCookie, account.Theme, overDevice);
    }

    private void Keep(string cookie, string? value, bool overDevice)
    {
        var context = http.HttpContext!;
        if (value is null)
        {
            if (overDevice)
                context.Response.Cookies.Delete(cookie);
        }
        else if (overDevice || !context.Request.Cookies.ContainsKey(cookie))
        {
            context.Response.Cookies.Append(cookie, value, HostCookies.Hidden(context, TimeSpan.FromDays(400)));
        }
    }

    /// <summary>A session with its account's stamp of now.</summary>
    private sealed record Found(AccountSession Session, string Stamp);

    /// <summary>The product's clock for frameworks that know only theirs.</summary>
    private sealed class ClockTime(IClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
    }
}

using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.Modules.Access.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>The session of whoever sends the request, for use cases that begin or end one.</summary>
internal interface ISignInSession
{
    /// <summary>Begins a session, and gives a device that has no choice of its own the account's language and look.</summary>
    Task BeginAsync(Account account);

    /// <summary>Carries on with what the account is now.</summary>
    Task RefreshAsync(Account account);

    /// <summary>Gives the device the account's language and look.</summary>
    void Prefer(Account account);

    /// <summary>Ends the session.</summary>
    Task EndAsync();
}

/// <summary>A session as Identity's application cookie: over after half an hour without use and twelve hours at most.</summary>
internal sealed class SignInSession(SignInManager<Account> signIn, IHttpContextAccessor http, IClock clock) : ISignInSession
{
    public static readonly Duration Idle = Duration.FromMinutes(30);

    public static readonly Duration Longest = Duration.FromHours(12);

    // A page that refreshes itself isn't somebody who works.
    private const string OwnRefresh = "X-Konnect-Swap";

    private const string BeganAt = "began";

    public Task BeginAsync(Account account)
    {
        Prefer(account, overDevice: false);
        return signIn.SignInAsync(account, new AuthenticationProperties { Items = { [BeganAt] = clock.GetCurrentInstant().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) } });
    }

    public Task RefreshAsync(Account account) => signIn.RefreshSignInAsync(account);

    public void Prefer(Account account) => Prefer(account, overDevice: true);

    public Task EndAsync() => signIn.SignOutAsync();

    /// <summary>The cookie's rules.</summary>
    public static void Configure(CookieAuthenticationOptions options, IClock clock)
    {
        options.Cookie.Name = "konnect";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Idle.ToTimeSpan();
        options.SlidingExpiration = true;
        options.TimeProvider = new ClockTime(clock);
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew &= !context.Request.Headers.ContainsKey(OwnRefresh);
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = context =>
        {
            var request = context.Request;
            if (request.Headers.ContainsKey(OwnRefresh))
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

    /// <summary>A session ends at its limit, and at once when the account's stamp has changed: another password, other rights, blocked.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var isYoung = context.Properties.Items.TryGetValue(BeganAt, out var began) && long.TryParse(began, out var seconds)
            && now - Instant.FromUnixTimeSeconds(seconds) < Longest;
        var signIn = services.GetRequiredService<SignInManager<Account>>();
        if (isYoung && await signIn.ValidateSecurityStampAsync(context.Principal) is not null)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
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
            context.Response.Cookies.Append(cookie, value,
                new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(400), IsEssential = true });
        }
    }

    /// <summary>The product's clock for frameworks that know only theirs.</summary>
    private sealed class ClockTime(IClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
    }
}

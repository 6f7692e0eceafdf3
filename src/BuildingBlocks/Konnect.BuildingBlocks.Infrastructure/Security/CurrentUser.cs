using System.Globalization;
using System.Security.Claims;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>Names of the claims that a sign-in puts on the principal.</summary>
public static class KonnectClaims
{
    /// <summary>What the user may see: <c>all</c>, <c>location:CODE</c> or <c>unit:CODE</c>, and who the user is: <c>own:KIND:KEY</c>, and when: <c>days:FROM:TO</c>; one claim each.</summary>
    public const string Scope = "konnect:scope";

    /// <summary>The session that the request belongs to.</summary>
    public const string Session = "konnect:session";

    /// <summary>When the user last proved to be who is signed in, in seconds since 1970.</summary>
    public const string ConfirmedAt = "konnect:confirmed";

    /// <summary>Name of the shared device that the request comes from, where there is one.</summary>
    public const string Device = "konnect:device";

    /// <summary>The user's language, <c>nl</c> or <c>en</c>.</summary>
    public const string Language = "language";

    /// <summary>True for somebody with an account: others have no profile.</summary>
    public static bool HasAccount(this ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == Session);

    /// <summary>True for a request from a device that several people use.</summary>
    public static bool IsOnSharedDevice(this ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == Device);
}

/// <summary>The sender of the current request: the signed-in principal, or whom <see cref="Become"/> named.</summary>
public sealed class CurrentUser(IHttpContextAccessor http, PermissionTable permissions) : ICurrentUser
{
    private ICurrentUser? instead;
    private AccessScope? scope;

    private ClaimsPrincipal? Principal => http.HttpContext?.User;

    /// <inheritdoc/>
    public Guid? Id => instead is not null ? instead.Id : Guid.TryParse(Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <inheritdoc/>
    public string Name => instead?.Name ?? Principal?.FindFirstValue(ClaimTypes.Name) ?? "";

    /// <inheritdoc/>
    public bool IsAuthenticated => instead?.IsAuthenticated ?? Principal?.Identity?.IsAuthenticated == true;

    /// <inheritdoc/>
    public AccessScope Scope => instead?.Scope ?? (scope ??= ReadScope());

    /// <inheritdoc/>
    public bool Has(string permission) => instead?.Has(permission)
        ?? (IsAuthenticated && Principal!.FindAll(ClaimTypes.Role).Any(role => permissions.Holds(role.Value, permission)));

    /// <summary>When a signed-in visitor last proved to be who is signed in; null for everybody else: the command line, and who is not signed in yet.</summary>
    public Instant? ConfirmedAt => instead is not null || !IsAuthenticated ? null
        : Instant.FromUnixTimeSeconds(long.TryParse(Principal?.FindFirstValue(KonnectClaims.ConfirmedAt), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);

    /// <summary>Lets the scope act for somebody else: the command line and event handlers speak for the organisation.</summary>
    public void Become(ICurrentUser user) => instead = user;

    private AccessScope ReadScope()
    {
        var claims = Principal?.FindAll(KonnectClaims.Scope).Select(c => c.Value).ToList() ?? [];
        var places = claims.Contains("all")
            ? AccessScope.Everything
            : new AccessScope(false, Suffixes(claims, "location:"), Suffixes(claims, "unit:"));
        var days = Suffixes(claims, "days:").Select(d => d.Split(':')).Select(d => new DaySpan(LocalDatePattern.Iso.Parse(d[0]).Value, LocalDatePattern.Iso.Parse(d[1]).Value)).SingleOrDefault();
        return places with { Days = days, Own = [.. Suffixes(claims, "own:").Select(own => own.Split(':')).Select(own => new OwnPerson(own[0], Guid.Parse(own[1])))] };
    }

    private static List<string> Suffixes(List<string> claims, string prefix) =>
        [.. claims.Where(c => c.StartsWith(prefix, StringComparison.Ordinal)).Select(c => c[prefix.Length..])];
}

/// <summary>The organisation itself: whoever runs the command line on the machine, and work that follows from events.</summary>
public sealed class SystemUser(string name) : ICurrentUser
{
    /// <inheritdoc/>
    public Guid? Id => null;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public bool IsAuthenticated => true;

    /// <inheritdoc/>
    public AccessScope Scope => AccessScope.Everything;

    /// <inheritdoc/>
    public bool Has(string permission) => true;
}

using NodaTime;

namespace Konnect.BuildingBlocks.Security;

/// <summary>What a token was made for; decides which addresses it opens and which columns exist for it.</summary>
public enum ApiScopeKind
{
    /// <summary>Reports: rows with pseudonymous keys.</summary>
    Bi,
    /// <summary>An inspector's evidence: one location, some dates, with names.</summary>
    Inspection,
    /// <summary>Import and export of files; reads no reports.</summary>
    Exchange,
    /// <summary>Administration: reports and the audit trail.</summary>
    Admin,
}

/// <summary>What a valid token may see. Rows are limited by it inside the query, never afterwards.</summary>
/// <param name="TokenId">The token's own id, not its secret; counts what runs at a time and stands in the audit trail.</param>
/// <param name="Kind">What the token was made for.</param>
/// <param name="Locations">Codes of the locations that are seen; null is all of them.</param>
/// <param name="From">First local day that is seen; null is no limit.</param>
/// <param name="To">Last local day that is seen; null is no limit.</param>
public sealed record ApiAccess(Guid TokenId, ApiScopeKind Kind, IReadOnlyList<string>? Locations = null, LocalDate? From = null, LocalDate? To = null);

/// <summary>How a token stands at this moment.</summary>
public enum ApiTokenState
{
    /// <summary>No such token.</summary>
    Unknown,
    /// <summary>Its end date has passed.</summary>
    Expired,
    /// <summary>Somebody took it back.</summary>
    Revoked,
    /// <summary>Nobody but who made it has approved it yet.</summary>
    Waiting,
    /// <summary>It opens what its access says.</summary>
    Valid,
}

/// <summary>The answer of a token check: only a valid token comes with access.</summary>
public sealed record ApiTokenCheck
{
    private ApiTokenCheck(ApiTokenState state, ApiAccess? access) => (State, Access) = (state, access);

    /// <summary>How the token stands.</summary>
    public ApiTokenState State { get; }

    /// <summary>What it may see; null unless the token is valid.</summary>
    public ApiAccess? Access { get; }

    /// <summary>No such token.</summary>
    public static ApiTokenCheck Unknown { get; } = new(ApiTokenState.Unknown, null);

    /// <summary>Its end date has passed.</summary>
    public static ApiTokenCheck Expired { get; } = new(ApiTokenState.Expired, null);

    /// <summary>Somebody took it back.</summary>
    public static ApiTokenCheck Revoked { get; } = new(ApiTokenState.Revoked, null);

    /// <summary>Nobody but who made it has approved it yet.</summary>
    public static ApiTokenCheck Waiting { get; } = new(ApiTokenState.Waiting, null);

    /// <summary>It opens what <paramref name="access"/> says.</summary>
    public static ApiTokenCheck Valid(ApiAccess access) => new(ApiTokenState.Valid, access);
}

/// <summary>Checks the tokens that programs sign in with.</summary>
public interface IApiTokens
{
    /// <summary>Says how the token stands, and remembers that it was used. The token itself is never stored or logged.</summary>
    Task<ApiTokenCheck> CheckAsync(string token, CancellationToken cancellationToken);
}

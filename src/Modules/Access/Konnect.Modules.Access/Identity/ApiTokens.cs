using System.Collections.Concurrent;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>Checks the tokens of programs. Only their hashes are compared, so that the time it takes says nothing about a token.</summary>
internal sealed class ApiTokens(AccessDbContext db, TokenUses uses, ZonedClock clock) : IApiTokens
{
    /// <summary>Compiled, for every request of a program begins with it: EF Core's look for a statement it has made before takes longer than the statement.</summary>
    private static readonly ConcurrentDictionary<Type, Func<AccessDbContext, string, CancellationToken, Task<ApiToken?>>> Find = [];

    public async Task<ApiTokenCheck> CheckAsync(string token, CancellationToken cancellationToken)
    {
        if (!token.StartsWith(ApiToken.Prefix, StringComparison.Ordinal))
            return ApiTokenCheck.Unknown;
        var hash = Secret.HashOf(token);
        var find = Find.GetOrAdd(db.GetType(), static _ => EF.CompileAsyncQuery((AccessDbContext db, string hash, CancellationToken _) => db.Tokens.AsNoTracking().SingleOrDefault(t => t.Hash == hash)));
        if (await find(db, hash, cancellationToken) is not { } known)
            return ApiTokenCheck.Unknown;
        switch (known.StateOn(clock.GetCurrentDate()))
        {
            case TokenState.Revoked:
                return ApiTokenCheck.Revoked;
            case TokenState.Expired:
                return ApiTokenCheck.Expired;
            default:
                uses.Note(known.Id, clock.GetCurrentInstant());
                return ApiTokenCheck.Valid(known.Access);
        }
    }
}

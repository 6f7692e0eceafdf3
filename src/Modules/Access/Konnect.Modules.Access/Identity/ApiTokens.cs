using System.Collections.Concurrent;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>Checks the tokens of programs. Only their hashes are compared, so that the time it takes says nothing about a token.</summary>
internal sealed class ApiTokens(AccessDbContext db, TokenUses uses, TokenRefusals refusals, IRequestOrigin origin, ZonedClock clock) : IApiTokens
{
    /// <summary>Compiled, for every request of a program begins with it: EF Core's look for a statement it has made before takes longer than the statement.</summary>
    private static readonly ConcurrentDictionary<Type, Func<AccessDbContext, string, CancellationToken, Task<ApiToken?>>> Find = [];

    public async Task<ApiTokenCheck> CheckAsync(string token, CancellationToken cancellationToken)
    {
        var (check, known) = await FindAsync(token, cancellationToken);
        if (check.Access is null)
            refusals.Tell(check.State, known, origin);
        return check;
    }

    private async Task<(ApiTokenCheck Check, ApiToken? Known)> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!token.StartsWith(ApiToken.Prefix, StringComparison.Ordinal))
            return (ApiTokenCheck.Unknown, null);
        var hash = Secret.HashOf(token);
        var find = Find.GetOrAdd(db.GetType(), static _ => EF.CompileAsyncQuery((AccessDbContext db, string hash, CancellationToken _) => db.Tokens.AsNoTracking().SingleOrDefault(t => t.Hash == hash)));
        if (await find(db, hash, cancellationToken) is not { } known)
            return (ApiTokenCheck.Unknown, null);
        switch (known.StateOn(clock.GetCurrentDate()))
        {
            case TokenState.Revoked:
                return (ApiTokenCheck.Revoked, known);
            case TokenState.Expired:
                return (ApiTokenCheck.Expired, known);
            case TokenState.Waiting:
                return (ApiTokenCheck.Waiting, known);
            default:
                uses.Note(known.Id, clock.GetCurrentInstant());
                return (ApiTokenCheck.Valid(known.Access), known);
        }
    }
}

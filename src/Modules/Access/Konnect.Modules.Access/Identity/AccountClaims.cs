using System.Security.Claims;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Konnect.Modules.Access.Identity;

/// <summary>Tells the rest of the product who is signed in: key, name, roles, scope, language.</summary>
internal sealed class AccountClaims(AccessDbContext db) : IUserClaimsPrincipalFactory<Account>
{
    public async Task<ClaimsPrincipal> CreateAsync(Account user)
    {
        var assignments = await db.Assignments.AsNoTracking().Where(a => a.AccountId == user.Id).ToListAsync();
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, user.Id.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, user.Name));
        identity.AddClaims(assignments.Select(a => a.Role).Distinct().Select(role => new Claim(ClaimTypes.Role, role)));
        identity.AddClaims(ScopeClaims(RoleAssignment.ScopeOf(assignments) with { Own = await OwnAsync(db, user.Id) }));
        if (user.Language is { } language)
            identity.AddClaim(new(KonnectClaims.Language, language));
        return new(identity);
    }

    /// <summary>Who of the organisation's records an account is.</summary>
    public static async Task<IReadOnlyList<OwnPerson>> OwnAsync(AccessDbContext db, Guid accountId) =>
        [.. (await db.Persons.AsNoTracking().Where(p => p.AccountId == accountId).ToListAsync()).Select(p => new OwnPerson(p.Kind, p.PersonKey))];

    /// <summary>The claims that say what may be seen.</summary>
    public static IEnumerable<Claim> ScopeClaims(AccessScope scope) =>
        (scope.All ? ["all"] : scope.Locations.Select(code => $"location:{code}").Concat(scope.Units.Select(code => $"unit:{code}")))
            .Concat(scope.Days is { } days ? [$"days:{LocalDatePattern.Iso.Format(days.From)}:{LocalDatePattern.Iso.Format(days.To)}"] : [])
            .Concat(scope.Own.Select(own => $"own:{own.Kind}:{own.Key}")).Select(value => new Claim(KonnectClaims.Scope, value));
}

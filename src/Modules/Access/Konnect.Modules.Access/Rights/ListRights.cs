using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Rights;

/// <summary>Who may do what: every permission as its module declares it, with the roles that hold it, and how many accounts have each role.</summary>
internal static class ListRights
{
    [RequiresPermission(AccessPermissions.ManageAccounts)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Roles">Every role, in the order of the columns.</param>
    /// <param name="Modules">The modules by name, each with its permissions.</param>
    /// <param name="MonthsAfterEnd">How many months what has ended stays in sight.</param>
    public sealed record Response(IReadOnlyList<RoleColumn> Roles, IReadOnlyList<ModuleRights> Modules, int MonthsAfterEnd);

    /// <param name="Role">The role.</param>
    /// <param name="Accounts">How many accounts that are not blocked have it; null for a role that no account has.</param>
    public sealed record RoleColumn(string Role, int? Accounts);

    /// <param name="Module">The module's name.</param>
    /// <param name="Rights">Its permissions, as declared.</param>
    public sealed record ModuleRights(string Module, IReadOnlyList<Right> Rights);

    /// <param name="Permission">The permission, <c>module.what</c>.</param>
    /// <param name="Roles">The roles that hold it.</param>
    public sealed record Right(string Permission, IReadOnlyList<string> Roles);

    public sealed class Handler(PermissionTable permissions, VisibilitySettings visibility, AccessDbContext db) : IRequestHandler<Query, Result<Response>>
    {
        private static readonly IReadOnlyList<string> Columns = [.. Contracts.Roles.All, .. Contracts.Roles.WithoutAccount];

        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var counts = await db.Assignments.Where(a => db.Accounts.Any(account => account.Id == a.AccountId && account.BlockedAt == null))
                .GroupBy(a => a.Role).Select(g => new { g.Key, Count = g.Select(a => a.AccountId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
            return new Response(
                [.. Columns.Select(role => new RoleColumn(role, Contracts.Roles.WithoutAccount.Contains(role) ? null : counts.GetValueOrDefault(role)))],
                [.. permissions.Permissions.Order(StringComparer.Ordinal).GroupBy(p => p[..p.IndexOf('.', StringComparison.Ordinal)])
                    .Select(module => new ModuleRights(module.Key, [.. module.Select(p => new Right(p, [.. Columns.Where(role => permissions.Holds(role, p))]))]))],
                visibility.MonthsAfterEnd);
        }
    }
}

using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>Every account that is not blocked, who was longest away first, to find out whether each is still right.</summary>
internal static class GetAccessReview
{
    /// <summary>Who has not signed in for so long stands out.</summary>
    private static readonly Duration LongAway = Duration.FromDays(90);

    [RequiresPermission(AccessPermissions.ManageAccounts)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Accounts">The accounts.</param>
    /// <param name="Last">The last review, or null.</param>
    public sealed record Response(IReadOnlyList<Row> Accounts, Review? Last);

    /// <param name="Id">The account.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Email">Its address.</param>
    /// <param name="Roles">Its roles.</param>
    /// <param name="Places">Names of the locations and groups its roles are limited to.</param>
    /// <param name="LastSignInAt">Last sign-in, local; null for never.</param>
    /// <param name="StandsOut">True when nobody signed in with it for three months.</param>
    public sealed record Row(Guid Id, string Name, string Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Places, LocalDateTime? LastSignInAt, bool StandsOut);

    /// <param name="At">When, local.</param>
    /// <param name="By">Who did it.</param>
    /// <param name="Accounts">How many accounts were found right.</param>
    public sealed record Review(LocalDateTime At, string By, int Accounts);

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var places = await workplaces.ListAsync(cancellationToken);
            var names = places.Select(l => (l.Code, l.Name)).Concat(places.SelectMany(l => l.Groups).Select(g => (g.Code, g.Name))).ToLookup(p => p.Code, p => p.Name);
            var accounts = await db.Accounts.AsNoTracking().Include(a => a.Assignments).Where(a => a.BlockedAt == null).ToListAsync(cancellationToken);
            var last = await db.Reviews.AsNoTracking().OrderByDescending(r => r.ReviewedAt).FirstOrDefaultAsync(cancellationToken);
            var away = clock.GetCurrentInstant() - LongAway;
            return new Response(
                [.. from account in accounts
                    orderby account.LastSignInAt ?? Instant.MinValue, account.Name, account.Id
                    select new Row(
                        account.Id, account.Name, account.Email!,
                        [.. Roles.All.Where(role => account.Assignments.Any(r => r.Role == role))],
                        [.. account.Assignments.Select(r => r.LocationCode ?? r.UnitCode).OfType<string>().Distinct().Select(code => names[code].FirstOrDefault() ?? code)],
                        account.LastSignInAt?.InZone(clock.Zone).LocalDateTime,
                        (account.LastSignInAt ?? account.CreatedAt) < away)],
                last is null ? null : new(last.ReviewedAt.InZone(clock.Zone).LocalDateTime, last.ReviewerName, last.Accounts));
        }
    }
}

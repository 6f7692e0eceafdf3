using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>The accounts whose name or address holds a text, by name, and the places that rights can be limited to.</summary>
internal static class ListAccounts
{
    public const int PageSize = 50;

    /// <param name="Search">Part of a name or address; letters with and without accents are the same.</param>
    /// <param name="Page">From 1.</param>
    [RequiresPermission(AccessPermissions.ManageAccounts)]
    public sealed record Query(string? Search, int Page) : IRequest<Result<Response>>;

    /// <param name="Accounts">One page of accounts.</param>
    /// <param name="Total">How many accounts were found.</param>
    /// <param name="Workplaces">Every location with its groups.</param>
    /// <param name="IsReviewDue">True when it is time to look at who has access.</param>
    public sealed record Response(IReadOnlyList<Row> Accounts, int Total, IReadOnlyList<Workplace> Workplaces, bool IsReviewDue);

    /// <param name="Id">The account.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Email">Its address.</param>
    /// <param name="Roles">Its roles.</param>
    /// <param name="Places">Names of the locations and groups its roles are limited to.</param>
    /// <param name="State">What it can do now.</param>
    /// <param name="LastSignInAt">Last sign-in, local time.</param>
    /// <param name="HasSecondFactor">True with an app for codes or a passkey.</param>
    /// <param name="IsOwn">True for the sender's own account.</param>
    public sealed record Row(
        Guid Id, string Name, string Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Places, AccountState State, LocalDateTime? LastSignInAt, bool HasSecondFactor, bool IsOwn);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Search).MaximumLength(100);
            RuleFor(q => q.Page).GreaterThan(0);
        }
    }

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var places = await workplaces.ListAsync(cancellationToken);
            var names = places.Select(l => (l.Code, l.Name)).Concat(places.SelectMany(l => l.Groups).Select(g => (g.Code, g.Name))).ToLookup(p => p.Code, p => p.Name);
            // Names are compared as people read them, which neither database does alike.
            var found = (await db.Accounts.AsNoTracking().Include(a => a.Assignments).ToListAsync(cancellationToken))
                .Where(a => Holds(a.Name, request.Search) || Holds(a.Email!, request.Search))
                .OrderBy(a => a.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(a => a.Id).ToList();
            var withFactor = (await db.Authenticators.Select(a => a.AccountId).ToListAsync(cancellationToken)).Concat(await db.Passkeys.Select(p => p.AccountId).ToListAsync(cancellationToken)).ToHashSet();
            var now = clock.GetCurrentInstant();
            var reviewed = await db.Reviews.OrderByDescending(r => r.ReviewedAt).Select(r => (Instant?)r.ReviewedAt).FirstOrDefaultAsync(cancellationToken)
                ?? await db.Accounts.OrderBy(a => a.CreatedAt).Select(a => (Instant?)a.CreatedAt).FirstOrDefaultAsync(cancellationToken) ?? now;
            return new Response(
                [.. found.Skip((request.Page - 1) * PageSize).Take(PageSize).Select(a => new Row(
                    a.Id, a.Name, a.Email!,
                    [.. Contracts.Roles.All.Where(role => a.Assignments.Any(r => r.Role == role))],
                    [.. a.Assignments.Select(r => r.LocationCode ?? r.UnitCode).OfType<string>().Distinct().Select(code => names[code].FirstOrDefault() ?? code)],
                    a.StateAt(now), a.LastSignInAt?.InZone(clock.Zone).LocalDateTime, withFactor.Contains(a.Id), a.Id == user.Id))],
                found.Count,
                places,
                AccessReview.IsDue(reviewed.InZone(clock.Zone).Date, clock.GetCurrentDate()));
        }

        private static bool Holds(string text, string? part) => string.IsNullOrWhiteSpace(part) || TrailText.Holds(text, part);
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tokens;

/// <summary>Every token, those that work first, then the newest; the scopes the sender may give, and the locations.</summary>
internal static class ListTokens
{
    [RequiresPermission(AccessPermissions.ManageTokens)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Tokens">Every token.</param>
    /// <param name="Scopes">The scopes that the sender may give a new token.</param>
    /// <param name="Locations">Every location.</param>
    /// <param name="Today">The local date.</param>
    public sealed record Response(IReadOnlyList<Row> Tokens, IReadOnlyList<ApiScopeKind> Scopes, IReadOnlyList<Workplace> Locations, LocalDate Today);

    /// <param name="Id">The token's own id.</param>
    /// <param name="Name">What it is for.</param>
    /// <param name="Scope">What it opens.</param>
    /// <param name="Locations">Names of the locations it sees; empty for all.</param>
    /// <param name="From">First day it sees.</param>
    /// <param name="To">Last day it sees.</param>
    /// <param name="ExpiresOn">Last day on which it works.</param>
    /// <param name="State">What it is worth now.</param>
    /// <param name="LastUsedAt">Last use, local time.</param>
    /// <param name="IsToApprove">True for one that the sender may let work.</param>
    public sealed record Row(
        Guid Id, string Name, ApiScopeKind Scope, IReadOnlyList<string> Locations, LocalDate? From, LocalDate? To, LocalDate ExpiresOn, TokenState State, LocalDateTime? LastUsedAt, bool IsToApprove);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var locations = await workplaces.ListAsync(cancellationToken);
            var names = locations.ToDictionary(l => l.Code, l => l.Name);
            var today = clock.GetCurrentDate();
            var tokens = await db.Tokens.AsNoTracking().ToListAsync(cancellationToken);
            return new Response(
                [.. tokens.OrderBy(t => t.StateOn(today)).ThenByDescending(t => t.CreatedAt).Select(t => new Row(
                    t.Id, t.Name, t.Scope, [.. t.LocationCodes.Select(code => names.GetValueOrDefault(code, code))], t.From, t.To, t.ExpiresOn,
                    t.StateOn(today), t.LastUsedAt?.InZone(clock.Zone).LocalDateTime,
                    t.StateOn(today) == TokenState.Waiting && t.CreatedBy != user.Id && user.Has(AccessPermissions.ApproveTokens)))],
                [.. Enum.GetValues<ApiScopeKind>().Where(scope => user.Has(AccessPermissions.ToGive(scope)))],
                locations,
                today);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Inspections;

/// <summary>What inspectors were given to see at the sender's locations, the latest first, and the locations that can be given.</summary>
internal static class ListInspections
{
    /// <summary>The most grants that are listed.</summary>
    public const int Most = 100;

    [RequiresPermission(AccessPermissions.GiveInspection)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Grants">What was given.</param>
    /// <param name="Places">The locations that can be given.</param>
    /// <param name="Today">The day it is.</param>
    public sealed record Response(IReadOnlyList<Row> Grants, IReadOnlyList<Workplace> Places, LocalDate Today);

    /// <param name="Id">The grant.</param>
    /// <param name="Name">The inspector.</param>
    /// <param name="Organisation">Whom the inspector works for.</param>
    /// <param name="Email">Where to reach the inspector.</param>
    /// <param name="LocationName">The location; its code when it is gone.</param>
    /// <param name="From">First day seen.</param>
    /// <param name="To">Last day seen.</param>
    /// <param name="ExpiresOn">Last day on which it works.</param>
    /// <param name="State">What it is worth.</param>
    /// <param name="LastUsedAt">Last use, local.</param>
    public sealed record Row(Guid Id, string Name, string Organisation, string? Email, string LocationName, LocalDate From, LocalDate To, LocalDate ExpiresOn, GrantState State, LocalDateTime? LastUsedAt);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var (all, today) = (await workplaces.ListAsync(cancellationToken), clock.GetCurrentDate());
            var own = InspectionPlaces.Of(all, user).ToList();
            var (everything, codes) = (user.Scope.All, own.Select(l => l.Code).ToList());
            var grants = await db.InspectionGrants.AsNoTracking().Where(g => everything || codes.Contains(g.LocationCode)).OrderByDescending(g => g.Id).Take(Most).ToListAsync(cancellationToken);
            return new Response(
                [.. grants.Select(g => new Row(
                    g.Id, g.Name, g.Organisation, g.Email, all.FirstOrDefault(l => l.Code == g.LocationCode)?.Name ?? g.LocationCode, g.From, g.To, g.ExpiresOn, g.StateOn(today), g.LastUsedAt?.InZone(clock.Zone).LocalDateTime))],
                own,
                today);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tablets;

/// <summary>The group tablets, those in use first, and the places that one can be at.</summary>
internal static class ListTablets
{
    [RequiresPermission(AccessPermissions.ManageTablets)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Tablets">The tablets.</param>
    /// <param name="Workplaces">Every location with its groups.</param>
    /// <param name="Pins">How many people have a PIN.</param>
    public sealed record Response(IReadOnlyList<Row> Tablets, IReadOnlyList<Workplace> Workplaces, int Pins);

    /// <param name="Id">The tablet.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Place">Where it is; its code when the place is gone.</param>
    /// <param name="State">What it shows now.</param>
    /// <param name="Device">Browser and system, in words.</param>
    /// <param name="Address">Network address of the last use.</param>
    /// <param name="LastUsedAt">Last use, local.</param>
    public sealed record Row(Guid Id, string Name, string Place, TabletState State, string Device, string Address, LocalDateTime? LastUsedAt);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var (now, places) = (clock.GetCurrentInstant(), await workplaces.ListAsync(cancellationToken));
            return new Response(
                [.. (await db.Tablets.AsNoTracking().ToListAsync(cancellationToken)).OrderBy(t => t.RevokedAt is not null).ThenBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase)
                    .Select(t => new Row(
                        t.Id, t.Name, TabletPlace.Of(t, places)?.Name ?? t.UnitCode ?? t.LocationCode ?? "", t.StateAt(now), t.Device, t.Address,
                        t.LastUsedAt?.InZone(clock.Zone).LocalDateTime))],
                places,
                await db.Pins.CountAsync(cancellationToken));
        }
    }
}

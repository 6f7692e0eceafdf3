using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tablets;

/// <summary>The tablet that this device is, and who may open it.</summary>
internal static class GetTablet
{
    [Public("A device shows its own name and whom it asks for a PIN; any other is told nothing.")]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Name">The tablet's name.</param>
    /// <param name="Place">Where it is.</param>
    /// <param name="UnitCode">Its only group; null for a location with several.</param>
    /// <param name="IsOpen">True while it shows the day.</param>
    /// <param name="People">Who may open it, by name.</param>
    public sealed record Response(string Name, string Place, string? UnitCode, bool IsOpen, IReadOnlyList<Person> People);

    /// <param name="AccountId">The account.</param>
    /// <param name="Name">First name, and the first letter of the last.</param>
    public sealed record Person(Guid AccountId, string Name);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, ITabletDevice device, IClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await device.FindAsync(cancellationToken) is not { } tablet || TabletPlace.Of(tablet, await workplaces.ListAsync(cancellationToken)) is not { } place)
                return Error.NotFound("access.tablet-unknown");
            var accounts = await db.Accounts.AsNoTracking().Include(a => a.Assignments).Where(a => a.BlockedAt == null && db.Pins.Any(p => p.AccountId == a.Id)).ToListAsync(cancellationToken);
            return new Response(
                tablet.Name, place.Name, place.UnitCodes is [var only] ? only : null, tablet.IsOpenAt(clock.GetCurrentInstant()),
                [.. accounts.Where(place.IsFor).Select(a => new Person(a.Id, Short(a.Name))).OrderBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase)]);
        }

        // Who finds the tablet learns no full names of it.
        private static string Short(string name) => name.Split(' ') is [var first, .., [var letter, ..]] ? $"{first} {letter}." : name;
    }
}

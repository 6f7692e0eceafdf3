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

/// <summary>Prepares a tablet of a location or a group: the device that scans its code within ten minutes is it.</summary>
internal static class AddTablet
{
    /// <param name="Place">Code of a location or a group.</param>
    /// <param name="Name">A name to show; left out, that of the place.</param>
    [RequiresPermission(AccessPermissions.ManageTablets)]
    [RequiresFreshSignIn]
    public sealed record Command(string Place, string? Name) : IRequest<Result<Response>>;

    /// <param name="Id">The tablet.</param>
    /// <param name="Code">The code, to be scanned or typed on the device.</param>
    public sealed record Response(Guid Id, string Code);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Place).NotEmpty().WithErrorCode("access.tablet-place-missing");
            RuleFor(c => c.Name).MaximumLength(50);
        }
    }

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var places = await workplaces.ListAsync(cancellationToken);
            var location = places.FirstOrDefault(l => l.Code == request.Place);
            var group = places.SelectMany(l => l.Groups).FirstOrDefault(g => g.Code == request.Place);
            if ((location?.Name ?? group?.Name) is not { } placeName)
                return Error.Invalid("access.location-unknown", nameof(Command.Place), request.Place);
            var name = string.IsNullOrWhiteSpace(request.Name) ? placeName : request.Name.Trim();
            if (await db.Tablets.AnyAsync(t => t.RevokedAt == null && t.Name == name, cancellationToken))
                return Error.Conflict("access.tablet-name-taken", nameof(Command.Name));

            var now = clock.GetCurrentInstant();
            var tablet = new Tablet { Name = name, LocationCode = location?.Code, UnitCode = location is null ? group?.Code : null, CreatedAt = now };
            var code = tablet.NewCode(now);
            db.Tablets.Add(tablet);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(tablet.Id, code);
        }
    }
}

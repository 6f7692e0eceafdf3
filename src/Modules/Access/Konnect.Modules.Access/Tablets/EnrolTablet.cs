using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tablets;

/// <summary>Makes this device the tablet whose code it gives: once, within ten minutes. A device that was it before is it no more.</summary>
internal static class EnrolTablet
{
    /// <param name="Code">The code, however it was typed.</param>
    [Public("The code is the proof; wrong ones count for the network address.")]
    public sealed record Command(string Code) : IRequest<Result<Response>>;

    /// <param name="Name">The tablet's name.</param>
    public sealed record Response(string Name);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Code).NotEmpty().WithErrorCode("access.tablet-code-missing").MaximumLength(100);
    }

    public sealed class Handler(AccessDbContext db, ITabletDevice device, IRequestOrigin origin, Tries tries, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (tries.AddressRefusal is { } wait)
                return wait;
            var now = clock.GetCurrentInstant();
            var hash = Secret.HashOf(Secret.ReadShort(request.Code));
            if (await db.Tablets.SingleOrDefaultAsync(t => t.CodeHash == hash && t.CodeUntil > now && t.RevokedAt == null, cancellationToken) is not { } tablet)
            {
                tries.FailAddress();
                return Error.Invalid("access.tablet-code-wrong", nameof(Command.Code));
            }

            var secret = tablet.Enrol(origin.InTrail.Device, origin.InTrail.Address, now);
            await db.SaveChangesAsync(cancellationToken);
            device.Keep(secret);
            return new Response(tablet.Name);
        }
    }
}

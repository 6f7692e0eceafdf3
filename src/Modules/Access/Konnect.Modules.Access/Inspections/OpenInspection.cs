using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Inspections;

/// <summary>Begins the visit of the inspector whose link this is. It works again on another device, and after a visit is over, as long as the grant does.</summary>
internal static class OpenInspection
{
    [Public("The code in the link is the proof; wrong ones count for the network address.")]
    public sealed record Command(string Token) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Token).NotEmpty().MaximumLength(100);
    }

    public sealed class Handler(AccessDbContext db, IInspectionDevice device, ISignInSession session, Tries tries, ZonedClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (tries.AddressRefusal is { } wait)
                return wait;
            var (hash, now) = (Secret.HashOf(Secret.ReadShort(request.Token)), clock.GetCurrentInstant());
            var grant = await db.InspectionGrants.SingleOrDefaultAsync(g => g.Hash == hash, cancellationToken);
            if (InspectionLink.Refusal(grant, clock.GetCurrentDate()) is { } refusal)
            {
                if (grant is null)
                    tries.FailAddress();
                return refusal;
            }

            // Who was signed in on this device is no longer: what is shown from here on is the inspector's.
            if (session.Id is not null)
                await session.EndAsync(cancellationToken);
            await device.EndAsync(cancellationToken);
            var (visit, secret) = grant!.Begin(now, clock.Zone);
            db.InspectionVisits.Add(visit);
            device.Become(grant, visit, secret);
            await db.SaveChangesAsync(cancellationToken);
            await db.InspectionVisits.Where(v => v.EndsAt <= now).ExecuteDeleteAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Inspections;

/// <summary>What the link of an inspector opens, and until when. Looking at it opens nothing: mail programs and browsers fetch links ahead.</summary>
internal static class GetInspectionLink
{
    [Public("The code in the link is the proof; wrong ones count for the network address.")]
    public sealed record Query(string Token) : IRequest<Result<Response>>;

    /// <param name="Name">The inspector.</param>
    /// <param name="Organisation">Whom the inspector works for.</param>
    /// <param name="LocationName">The location.</param>
    /// <param name="From">First day seen.</param>
    /// <param name="To">Last day seen.</param>
    /// <param name="ExpiresOn">Last day on which it works.</param>
    public sealed record Response(string Name, string Organisation, string LocationName, LocalDate From, LocalDate To, LocalDate ExpiresOn);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Token).NotEmpty().MaximumLength(100);
    }

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, Tries tries, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (tries.AddressRefusal is { } wait)
                return wait;
            var hash = Secret.HashOf(Secret.ReadShort(request.Token));
            var grant = await db.InspectionGrants.AsNoTracking().SingleOrDefaultAsync(g => g.Hash == hash, cancellationToken);
            if (InspectionLink.Refusal(grant, clock.GetCurrentDate()) is { } refusal)
            {
                // Who has a right code guesses nothing, whatever it is worth by now.
                if (grant is null)
                    tries.FailAddress();
                return refusal;
            }

            var location = (await workplaces.ListAsync(cancellationToken)).FirstOrDefault(l => l.Code == grant!.LocationCode);
            return new Response(grant!.Name, grant.Organisation, location?.Name ?? grant.LocationCode, grant.From, grant.To, grant.ExpiresOn);
        }
    }
}

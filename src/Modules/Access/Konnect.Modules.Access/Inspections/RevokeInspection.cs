using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Inspections;

/// <summary>Takes a grant back. Whoever is in by it sees nothing more from the next request on; who must stop something in haste is asked for no fresh sign-in.</summary>
internal static class RevokeInspection
{
    [RequiresPermission(AccessPermissions.GiveInspection)]
    public sealed record Command(Guid GrantId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.InspectionGrants.SingleOrDefaultAsync(g => g.Id == request.GrantId, cancellationToken) is not { } grant || !(user.Scope.All || user.Scope.Locations.Contains(grant.LocationCode)))
                return Error.NotFound("access.inspection-gone");
            grant.Revoke(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

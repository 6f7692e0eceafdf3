using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tablets;

/// <summary>
/// Takes a tablet back: lost, stolen, sold. Its next request is refused and told to empty the device. It asks for no fresh sign-in: who sees that a tablet is gone
/// must not be held up.
/// </summary>
internal static class RevokeTablet
{
    [RequiresPermission(AccessPermissions.ManageTablets)]
    public sealed record Command(Guid TabletId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Tablets.SingleOrDefaultAsync(t => t.Id == request.TabletId, cancellationToken) is not { } tablet)
                return Error.NotFound("access.tablet-gone");
            tablet.Revoke(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

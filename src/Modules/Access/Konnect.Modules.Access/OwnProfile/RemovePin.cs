using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.OwnProfile;

/// <summary>Takes the sender's PIN away: group tablets know the sender no more.</summary>
internal static class RemovePin
{
    [RequiresPermission(AccessPermissions.HavePin)]
    public sealed record Command : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            db.Pins.RemoveRange(await db.Pins.Where(p => p.AccountId == user.Id).ToListAsync(cancellationToken));
            foreach (var tablet in await db.Tablets.Where(t => t.AccountId == user.Id).ToListAsync(cancellationToken))
                tablet.Leave();
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

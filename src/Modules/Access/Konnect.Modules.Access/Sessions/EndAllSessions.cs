using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Sessions;

/// <summary>Signs the sender out everywhere, here too, and forgets the own devices.</summary>
internal static class EndAllSessions
{
    [RequiresPermission(AccessPermissions.Profile)]
    [RequiresFreshSignIn]
    public sealed record Command : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, ISignInSession session) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Id, cancellationToken) is not { } account)
                return Error.NotFound("access.account-unknown");
            account.EndSessions();
            db.Sessions.RemoveRange(await db.Sessions.Where(s => s.AccountId == account.Id).ToListAsync(cancellationToken));
            await db.SaveChangesAsync(cancellationToken);
            await session.EndAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

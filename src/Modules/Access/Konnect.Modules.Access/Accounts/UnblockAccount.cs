using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Accounts;

/// <summary>Lets an account sign in again, also one that paused after wrong passwords.</summary>
internal static class UnblockAccount
{
    [RequiresPermission(AccessPermissions.ManageAccounts)]
    [RequiresFreshSignIn]
    public sealed record Command(Guid AccountId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == request.AccountId, cancellationToken) is not { } account)
                return Error.NotFound("access.account-unknown");
            account.Unblock();
            string[] keys = [SignInBrake.OfPassword(account.NormalizedEmail!), SignInBrake.OfFactor(account.Id)];
            db.Brakes.RemoveRange(await db.Brakes.Where(b => keys.Contains(b.Key)).ToListAsync(cancellationToken));
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Accounts;

/// <summary>For who lost phone and paper: takes app, passkeys and recovery codes of an account away and ends its sessions. Its owner chooses again at the next sign-in.</summary>
internal static class ResetSecondFactor
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
            db.Authenticators.RemoveRange(await db.Authenticators.Where(a => a.AccountId == account.Id).ToListAsync(cancellationToken));
            db.Passkeys.RemoveRange(await db.Passkeys.Where(p => p.AccountId == account.Id).ToListAsync(cancellationToken));
            db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.AccountId == account.Id).ToListAsync(cancellationToken));
            var key = SignInBrake.OfFactor(account.Id);
            db.Brakes.RemoveRange(await db.Brakes.Where(b => b.Key == key).ToListAsync(cancellationToken));
            account.EndSessions();
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

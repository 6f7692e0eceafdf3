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
    public sealed record Command(Guid AccountId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == request.AccountId, cancellationToken) is not { } account)
                return Error.NotFound("access.account-unknown");
            account.Unblock();
            var key = Secret.HashOf(account.NormalizedEmail!);
            if (await db.Brakes.SingleOrDefaultAsync(b => b.Key == key, cancellationToken) is { } brake)
                db.Brakes.Remove(brake);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>Ends an account's sessions and lets nobody sign in with it; the last administrator stays.</summary>
internal static class BlockAccount
{
    [RequiresPermission(AccessPermissions.ManageAccounts)]
    [RequiresFreshSignIn]
    public sealed record Command(Guid AccountId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == request.AccountId, cancellationToken) is not { } account)
                return Error.NotFound("access.account-unknown");
            if (account.Id == user.Id)
                return Error.Conflict("access.own-account");
            if (!await db.Accounts.AnyAsync(a => a.Id != account.Id && a.BlockedAt == null && a.PasswordHash != null && a.Assignments.Any(r => r.Role == Roles.Administrator), cancellationToken))
                return Error.Conflict("access.last-administrator");
            account.Block(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>Makes a new link to choose a password: after an invitation that ran out, or for who forgot it. An earlier link is over.</summary>
internal static class RenewInvitation
{
    [RequiresPermission(AccessPermissions.ManageAccounts)]
    [RequiresFreshSignIn]
    public sealed record Command(Guid AccountId) : IRequest<Result<Response>>;

    /// <param name="InvitationPath">Path of the page to choose a password on, valid for seven days.</param>
    public sealed record Response(string InvitationPath);

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == request.AccountId, cancellationToken) is not { } account)
                return Error.NotFound("access.account-unknown");
            if (account.BlockedAt is not null)
                return Error.Conflict("access.account-blocked");
            var token = account.Invite(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return new Response(Account.InvitationPath(token));
        }
    }
}

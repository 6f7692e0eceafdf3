using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>Takes one of the sender's passkeys away: it signs nobody in any more. The last factor stays where one is required.</summary>
internal static class RemovePasskey
{
    [RequiresPermission(AccessPermissions.Profile)]
    [RequiresFreshSignIn]
    public sealed record Command(Guid PasskeyId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Factors factors) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Passkeys.SingleOrDefaultAsync(p => p.Id == request.PasskeyId && p.AccountId == user.Id, cancellationToken) is not { } passkey)
                return Error.NotFound("access.passkey-unknown");
            var state = await factors.OfAsync(passkey.AccountId, cancellationToken);
            if (state.IsLast)
                return Error.Conflict("access.last-factor");
            db.Passkeys.Remove(passkey);
            if (state is { HasAuthenticator: false, Passkeys: 1 })
                await factors.ForgetCodesAsync(passkey.AccountId, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>Takes the sender's app for codes out of use. The last factor stays where one is required.</summary>
internal static class RemoveAuthenticator
{
    [RequiresPermission(AccessPermissions.Profile)]
    [RequiresFreshSignIn]
    public sealed record Command : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Factors factors) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Authenticators.SingleOrDefaultAsync(a => a.AccountId == user.Id, cancellationToken) is not { } app)
                return Error.NotFound("access.authenticator-unknown");
            var state = await factors.OfAsync(app.AccountId, cancellationToken);
            if (state.IsLast)
                return Error.Conflict("access.last-factor");
            db.Authenticators.Remove(app);
            if (state.Passkeys == 0)
                await factors.ForgetCodesAsync(app.AccountId, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

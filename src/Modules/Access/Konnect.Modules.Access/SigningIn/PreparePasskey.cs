using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>What a page asks the browser about passkeys: to sign in, to prove to be who gave the password or is signed in, or to make one.</summary>
internal static class PreparePasskey
{
    /// <param name="Use">What it is for.</param>
    [Public("Who signs in with a passkey is not known yet; the question holds a random number and no secret.")]
    public sealed record Query(PasskeyUse Use) : IRequest<Result<Response>>;

    /// <param name="Options">The question, in JSON.</param>
    public sealed record Response(string Options);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, ISignInSession session, IPasskeyCeremony passkeys) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (request.Use == PasskeyUse.SignIn)
                return new Response(await passkeys.AskAsync(request.Use, null));
            var id = user.Id ?? (await session.HalfAsync())?.AccountId;
            return await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is { } account
                ? new Response(await passkeys.AskAsync(request.Use, account))
                : new Error(ErrorKind.Unauthenticated, "access.half-over");
        }
    }
}

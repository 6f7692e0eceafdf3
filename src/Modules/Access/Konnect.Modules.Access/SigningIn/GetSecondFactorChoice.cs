using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>What who has given the password can do next.</summary>
internal static class GetSecondFactorChoice
{
    [Public("Who signs in has given the password only, which the half cookie proves.")]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="AccountId">Who has given the password.</param>
    /// <param name="Enrols">True when a second factor must be chosen first.</param>
    /// <param name="HasAuthenticator">True with an app for codes.</param>
    /// <param name="HasPasskey">True with a passkey.</param>
    public sealed record Response(Guid AccountId, bool Enrols, bool HasAuthenticator, bool HasPasskey);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AccessDbContext db, ISignInSession session, Factors factors) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await session.HalfAsync() is not { } half || !await db.Accounts.AnyAsync(a => a.Id == half.AccountId && a.SecurityStamp == half.Stamp, cancellationToken))
                return new Error(ErrorKind.Unauthenticated, "access.half-over");
            var state = await factors.OfAsync(half.AccountId, cancellationToken);
            return new Response(half.AccountId, half.Enrols && !state.HasAny, state.HasAuthenticator, state.Passkeys > 0);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>A secret for an app, to scan or to type over. Nothing is kept of it until the app shows a right code.</summary>
internal static class GetNewAuthenticator
{
    /// <param name="Carried">A secret that was shown before, encrypted; null for a new one.</param>
    [Public("Who must choose a second factor is not signed in yet; the half cookie or the session is the proof.")]
    public sealed record Query(string? Carried) : IRequest<Result<Response>>;

    /// <param name="Carried">The secret, encrypted, for the form.</param>
    /// <param name="Secret">The secret as it is typed over.</param>
    /// <param name="Address">What the picture says to an app.</param>
    public sealed record Response(string Carried, string Secret, string Address);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Carried).MaximumLength(1000);
    }

    public sealed class Handler(ICurrentUser user, ISignInSession session, Factors factors, IClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await factors.EnrollingAsync(user.Id, await session.HalfAsync(), cancellationToken) is not { } account)
                return new Error(ErrorKind.Unauthenticated, "access.half-over");
            var now = clock.GetCurrentInstant();
            var secret = (request.Carried is { } carried ? factors.Open(account.Id, carried, now) : null) ?? Totp.NewSecret();
            return new Response(factors.Carry(account.Id, secret, now), Totp.Write(secret), Totp.AddressOf(secret, account.Email!));
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>Takes an app into use once it shows a right code, in the place of an earlier one; who had to choose a second factor is signed in after that.</summary>
internal static class ConfirmAuthenticator
{
    /// <param name="Carried">The secret, encrypted.</param>
    /// <param name="Code">What the app shows.</param>
    [Public("Who must choose a second factor is not signed in yet; the half cookie or the session is the proof.")]
    [RequiresFreshSignIn]
    public sealed record Command(string Carried, string Code) : IRequest<Result<Response>>;

    /// <param name="Codes">A first sheet of recovery codes, kept nowhere; empty when there were factors before.</param>
    public sealed record Response(IReadOnlyList<string> Codes);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Carried).NotEmpty().MaximumLength(1000);
            RuleFor(c => c.Code).NotEmpty().MaximumLength(20);
        }
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Factors factors, ISignInSession session, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var half = await session.HalfAsync();
            if (await factors.EnrollingAsync(user.Id, half, cancellationToken) is not { } account)
                return new Error(ErrorKind.Unauthenticated, "access.half-over");
            var now = clock.GetCurrentInstant();
            if (factors.Open(account.Id, request.Carried, now) is not { } secret)
                return Error.Conflict("access.secret-over");
            var app = new Authenticator { AccountId = account.Id, Sealed = factors.Seal(account.Id, secret), CreatedAt = now };
            if (!app.Use(secret, string.Concat(request.Code.Where(c => !char.IsWhiteSpace(c))), now))
                return Error.Invalid("access.code-wrong", nameof(Command.Code));

            var codes = await factors.WelcomeAsync(account, session.Id, cancellationToken);
            if (await db.Authenticators.SingleOrDefaultAsync(a => a.AccountId == account.Id, cancellationToken) is { } earlier)
                earlier.Replace(app);
            else
                db.Authenticators.Add(app);
            await db.SaveChangesAsync(cancellationToken);
            if (user.Id is null)
                await session.BeginAsync(account, half!.OwnDevice, whole: true, cancellationToken);
            return new Response(codes);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Accounts;

/// <summary>Chooses a password with an invitation or after forgetting it; the link is over after that, and a session begins, or what is left of signing in.</summary>
internal static class AcceptInvitation
{
    [Public("Who is invited has no password yet; the link is the proof.")]
    public sealed record Command(string Token, string Password) : IRequest<Result<Response>>;

    /// <param name="Step">What is left to do.</param>
    public sealed record Response(SignInStep Step);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Token).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Password).NotEmpty();
        }
    }

    public sealed class Handler(AccessDbContext db, Passwords passwords, Tries tries, ISignInSession session, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (tries.AddressRefusal is { } wait)
                return wait;
            var (hash, now) = (Secret.HashOf(request.Token), clock.GetCurrentInstant());
            if (await db.Accounts.SingleOrDefaultAsync(a => a.InvitationHash == hash && a.InvitedUntil > now, cancellationToken) is not { } account)
            {
                tries.FailAddress();
                return Error.NotFound("access.invitation-over");
            }


            if (PasswordRules.Refusal(request.Password, account.Email!, account.Name) is { } refusal)
                return Error.Invalid(refusal, nameof(Command.Password));
            account.SetPassword(passwords.Hash(account, request.Password));
            var key = SignInBrake.OfPassword(account.NormalizedEmail!);
            if (await db.Brakes.SingleOrDefaultAsync(b => b.Key == key, cancellationToken) is { } brake)
                db.Brakes.Remove(brake);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(await session.BeginAsync(account, ownDevice: false, whole: false, cancellationToken));
        }
    }
}

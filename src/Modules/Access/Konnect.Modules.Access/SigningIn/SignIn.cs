using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>
/// Begins a session with e-mail address and password. An address without an account gets the same answers after the same work, the brake included,
/// so that nobody learns who has one.
/// </summary>
internal static class SignIn
{
    /// <param name="Email">Address to sign in with.</param>
    /// <param name="Password">Password.</param>
    /// <param name="OwnDevice">True on a device that nobody else uses.</param>
    [Public("Who signs in is not known yet.")]
    public sealed record Command([property: Subject(Account.Subject)] string Email, string Password, bool OwnDevice = false) : IRequest<Result<Response>>;

    /// <param name="Step">What is left to do.</param>
    public sealed record Response(SignInStep Step);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).NotEmpty().MaximumLength(254);
            RuleFor(c => c.Password).NotEmpty().MaximumLength(PasswordRules.Longest);
        }
    }

    public sealed class Handler(AccessDbContext db, Passwords passwords, Tries tries, ISignInSession session) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var email = Account.Normalize(request.Email);
            // A device on which this account signed in before has a brake of its own: nobody else can pause its owner there.
            var device = session.DeviceHash;
            var isKnown = device is not null && await db.Sessions.AnyAsync(s => s.DeviceHash == device && db.Accounts.Any(a => a.Id == s.AccountId && a.NormalizedEmail == email), cancellationToken);
            var attempt = await tries.BeginAsync(SignInBrake.OfPassword(email, isKnown ? device : null), cancellationToken);
            if (attempt.Refusal is { } refusal)
                return refusal;

            var account = await db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == email, cancellationToken);
            var isRight = passwords.Verify(account, request.Password);
            // Only who knows the password hears that the account is blocked.
            if (isRight && account!.BlockedAt is not null)
                return Error.Forbidden("access.blocked");
            if (await attempt.SaveAsync(isRight, cancellationToken) is { } busy)
                return busy;

            return isRight
                ? new Response(await session.BeginAsync(account!, request.OwnDevice, whole: false, cancellationToken))
                : attempt.Refusal ?? new Error(ErrorKind.Unauthenticated, "access.sign-in-failed");
        }
    }
}

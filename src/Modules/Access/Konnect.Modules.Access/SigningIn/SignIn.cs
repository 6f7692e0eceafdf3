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

/// <summary>
/// Begins a session with e-mail address and password. An address without an account gets the same answers after the same work, the brake included,
/// so that nobody learns who has one.
/// </summary>
internal static class SignIn
{
    [Public("Who signs in is not known yet.")]
    public sealed record Command([property: Subject(Account.Subject)] string Email, string Password) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).NotEmpty().MaximumLength(254);
            RuleFor(c => c.Password).NotEmpty().MaximumLength(PasswordRules.Longest);
        }
    }

    public sealed class Handler(AccessDbContext db, Passwords passwords, ISignInSession session, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            var email = Account.Normalize(request.Email);
            var key = Secret.HashOf(email);
            var brake = await db.Brakes.SingleOrDefaultAsync(b => b.Key == key, cancellationToken);
            if (brake?.IsLocked(now) == true)
                return Locked(brake, now);

            var account = await db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == email, cancellationToken);
            var isRight = passwords.Verify(account, request.Password);
            // Only who knows the password hears that the account is blocked.
            if (isRight && account!.BlockedAt is not null)
                return Error.Forbidden("access.blocked");

            if (isRight)
            {
                account!.SignedIn(now);
                if (brake is not null)
                    db.Brakes.Remove(brake);
            }
            else
            {
                if (brake is null)
                {
                    db.Brakes.Add(brake = new() { Key = key });
                    var forgotten = now - SignInBrake.Memory;
                    db.Brakes.RemoveRange(await db.Brakes.Where(b => b.LastFailureAt < forgotten).OrderBy(b => b.LastFailureAt).Take(20).ToListAsync(cancellationToken));
                }

                brake.Fail(now);
            }

            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody tried at the same moment: without its own count an attempt gets no answer, or many at once would get many guesses.
                return Error.Conflict("access.sign-in-busy");
            }

            if (!isRight)
                return brake!.IsLocked(now) ? Locked(brake, now) : new Error(ErrorKind.Unauthenticated, "access.sign-in-failed");
            await session.BeginAsync(account!);
            return Done.Ok;
        }

        private static Error Locked(SignInBrake brake, Instant now) => new(ErrorKind.Unauthenticated, "access.sign-in-locked", "", brake.MinutesLeft(now));
    }
}

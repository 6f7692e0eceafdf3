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

/// <summary>Proves, by password or passkey, that whoever sits at the screen is who signed in. Wrong passwords count for the same brake as sign-ins.</summary>
internal static class ConfirmYourself
{
    /// <param name="Password">The password.</param>
    /// <param name="Credential">A passkey's answer, in JSON, instead.</param>
    [RequiresPermission(AccessPermissions.Profile)]
    public sealed record Command(string? Password, string? Credential = null) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Password).NotEmpty().When(c => string.IsNullOrEmpty(c.Credential));
            RuleFor(c => c.Password).MaximumLength(PasswordRules.Longest);
            RuleFor(c => c.Credential).MaximumLength(20_000);
        }
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Passwords passwords, IPasskeyCeremony passkeys, Tries tries, ISignInSession session, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Id, cancellationToken) is not { } account
                || await db.Sessions.SingleOrDefaultAsync(s => s.Id == session.Id && s.AccountId == account.Id, cancellationToken) is not { } row)
                return Error.NotFound("access.account-unknown");
            var attempt = await tries.BeginAsync(SignInBrake.OfPassword(account.NormalizedEmail!), cancellationToken);
            if (attempt.Refusal is { } wait)
                return wait;

            var isPasskey = !string.IsNullOrEmpty(request.Credential);
            var isRight = isPasskey ? await passkeys.UsedAsync(request.Credential!, account, cancellationToken) is not null : passwords.Verify(account, request.Password!);
            if (isRight)
                row.ConfirmedAt = now;
            if (await attempt.SaveAsync(isRight, cancellationToken) is { } busy)
                return busy;

            return isRight ? Done.Ok : isPasskey ? Error.Conflict("access.passkey-failed") : Error.Invalid("access.password-wrong", nameof(Command.Password));
        }
    }
}

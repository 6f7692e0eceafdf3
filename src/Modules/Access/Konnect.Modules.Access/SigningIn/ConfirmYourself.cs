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
/// Proves that whoever sits at the screen is who signed in, by all that a sign-in asks: a passkey, or the password and, where the account has a second factor, a code
/// too. What is wrong counts for the same brakes as sign-ins. The session goes on as a new one.
/// </summary>
internal static class ConfirmYourself
{
    /// <param name="Password">The password.</param>
    /// <param name="Code">A code of the app or of the sheet, for who has a second factor.</param>
    /// <param name="Credential">A passkey's answer, in JSON, instead.</param>
    [RequiresPermission(AccessPermissions.Profile)]
    public sealed record Command(string? Password, string? Code, string? Credential = null) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Password).NotEmpty().When(c => string.IsNullOrEmpty(c.Credential));
            RuleFor(c => c.Password).MaximumLength(PasswordRules.Longest);
            RuleFor(c => c.Code).MaximumLength(40);
            RuleFor(c => c.Credential).MaximumLength(20_000);
        }
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Passwords passwords, Factors factors, IPasskeyCeremony passkeys, Tries tries, ISignInSession session, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Id, cancellationToken) is not { } account
                || await db.Sessions.SingleOrDefaultAsync(s => s.Id == session.Id && s.AccountId == account.Id, cancellationToken) is not { } row)
                return Error.NotFound("access.account-unknown");
            var isPasskey = !string.IsNullOrEmpty(request.Credential);
            var wantsCode = !isPasskey && (await factors.OfAsync(account.Id, cancellationToken)).HasAny;
            if (wantsCode && string.IsNullOrWhiteSpace(request.Code))
                return Error.Invalid("input.required", nameof(Command.Code));
            var attempt = await tries.BeginAsync(SignInBrake.OfPassword(account.NormalizedEmail!), cancellationToken);
            if (attempt.Refusal is { } wait)
                return wait;

            var isRight = isPasskey ? await passkeys.UsedAsync(request.Credential!, account, cancellationToken) is not null : passwords.Verify(account, request.Password!);
            var confirmed = row.Confirmed(now);
            if (isRight && !wantsCode)
                Replace(row, confirmed);
            if (await attempt.SaveAsync(isRight, cancellationToken) is { } busy)
                return busy;
            if (!isRight)
                return isPasskey ? Error.Conflict("access.passkey-failed") : Error.Invalid("access.password-wrong", nameof(Command.Password));
            if (wantsCode && await GiveCodeAsync(account, request.Code!, row, confirmed, cancellationToken) is { } refusal)
                return refusal;
            await session.MoveAsync(account, confirmed.Id);
            return Done.Ok;
        }

        private async Task<Error?> GiveCodeAsync(Account account, string code, AccountSession row, AccountSession confirmed, CancellationToken cancellationToken)
        {
            var attempt = await tries.BeginAsync(SignInBrake.OfFactor(account.Id), cancellationToken);
            if (attempt.Refusal is { } wait)
                return wait;
            var (isRight, _) = await factors.UseAsync(account.Id, code, clock.GetCurrentInstant(), cancellationToken);
            if (isRight)
                Replace(row, confirmed);
            if (await attempt.SaveAsync(isRight, cancellationToken) is { } busy)
                return busy;
            return isRight ? null : Error.Invalid("access.code-wrong", nameof(Command.Code));
        }

        private void Replace(AccountSession row, AccountSession confirmed)
        {
            db.Sessions.Remove(row);
            db.Sessions.Add(confirmed);
        }
    }
}

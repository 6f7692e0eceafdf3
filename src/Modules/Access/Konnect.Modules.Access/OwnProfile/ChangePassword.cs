using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.OwnProfile;

/// <summary>Changes the sender's password for who knows the current one; all other sessions end. Wrong tries count for the same brake as sign-ins.</summary>
internal static class ChangePassword
{
    [RequiresPermission(AccessPermissions.Profile)]
    [RequiresFreshSignIn]
    public sealed record Command(string Current, string Password) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Current).NotEmpty().MaximumLength(PasswordRules.Longest);
            RuleFor(c => c.Password).NotEmpty();
        }
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Passwords passwords, Tries tries, Factors factors, ISignInSession session) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Id, cancellationToken) is not { } account)
                return Error.NotFound("access.account-unknown");
            var attempt = await tries.BeginAsync(SignInBrake.OfPassword(account.NormalizedEmail!), cancellationToken);
            if (attempt.Refusal is { } wait)
                return wait with { Kind = ErrorKind.Invalid, Field = nameof(Command.Current) };
            if (PasswordRules.Refusal(request.Password, account.Email!, account.Name) is { } refusal)
                return Error.Invalid(refusal, nameof(Command.Password));

            var isRight = passwords.Verify(account, request.Current);
            if (isRight)
            {
                account.SetPassword(passwords.Hash(account, request.Password));
                await factors.EndOtherSessionsAsync(account, session.Id, cancellationToken);
            }

            if (await attempt.SaveAsync(isRight, cancellationToken) is { } busy)
                return busy;

            return isRight ? Done.Ok : Error.Invalid("access.password-wrong", nameof(Command.Current));
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.OwnProfile;

/// <summary>Changes the sender's password for who knows the current one; all other sessions end. Wrong tries count for the same brake as sign-ins.</summary>
internal static class ChangePassword
{
    [RequiresPermission(AccessPermissions.Profile)]
    public sealed record Command(string Current, string Password) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Current).NotEmpty().MaximumLength(PasswordRules.Longest);
            RuleFor(c => c.Password).NotEmpty();
        }
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Passwords passwords, ISignInSession session, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Id, cancellationToken) is not { } account)
                return Error.NotFound("access.account-unknown");
            var now = clock.GetCurrentInstant();
            var key = Secret.HashOf(account.NormalizedEmail!);
            var brake = await db.Brakes.SingleOrDefaultAsync(b => b.Key == key, cancellationToken);
            if (brake?.IsLocked(now) == true)
                return Error.Invalid("access.sign-in-locked", nameof(Command.Current), brake.MinutesLeft(now));
            if (PasswordRules.Refusal(request.Password, account.Email!, account.Name) is { } refusal)
                return Error.Invalid(refusal, nameof(Command.Password));

            var isRight = passwords.Verify(account, request.Current);
            if (isRight)
            {
                account.SetPassword(passwords.Hash(account, request.Password));
            }
            else
            {
                if (brake is null)
                    db.Brakes.Add(brake = new() { Key = key });
                brake.Fail(now);
            }

            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Error.Conflict("access.sign-in-busy");
            }

            if (!isRight)
                return Error.Invalid("access.password-wrong", nameof(Command.Current));
            await session.RefreshAsync(account);
            return Done.Ok;
        }
    }
}

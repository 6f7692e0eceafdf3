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

/// <summary>Chooses the sender's PIN for group tablets; earlier failures are forgotten with the earlier one.</summary>
internal static class ChoosePin
{
    /// <param name="Pin">Six digits.</param>
    [RequiresPermission(AccessPermissions.HavePin)]
    [RequiresFreshSignIn]
    public sealed record Command(string Pin) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Pin).Custom((pin, context) =>
        {
            if (Pin.Refusal(pin ?? "") is { } code)
                context.AddFailure(new FluentValidation.Results.ValidationFailure(nameof(Command.Pin), code) { ErrorCode = code });
        });
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Passwords passwords, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Id, cancellationToken) is not { } account)
                return Error.NotFound("access.account-unknown");
            var (hash, now, brake) = (passwords.Hash(account, request.Pin), clock.GetCurrentInstant(), SignInBrake.OfPin(account.Id));
            if (await db.Pins.SingleOrDefaultAsync(p => p.AccountId == account.Id, cancellationToken) is { } pin)
                (pin.Hash, pin.ChosenAt) = (hash, now);
            else
                db.Pins.Add(new() { AccountId = account.Id, Hash = hash, ChosenAt = now });
            db.Brakes.RemoveRange(await db.Brakes.Where(b => b.Key == brake).ToListAsync(cancellationToken));
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

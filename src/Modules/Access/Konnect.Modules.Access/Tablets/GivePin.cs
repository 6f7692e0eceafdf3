using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tablets;

/// <summary>Somebody who works at the tablet's place gives the own PIN: the tablet opens, and for five minutes without a touch what is personal too.</summary>
internal static class GivePin
{
    /// <param name="AccountId">Who.</param>
    /// <param name="Pin">Six digits.</param>
    [Public("The PIN is the proof, on a device that an administrator made a tablet.")]
    public sealed record Command([property: Subject(Account.Subject)] Guid AccountId, string Pin) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Pin).NotEmpty().WithErrorCode("access.pin-missing").MaximumLength(20);
    }

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, ITabletDevice device, Passwords passwords, Tries tries, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await device.FindAsync(cancellationToken) is not { } tablet || TabletPlace.Of(tablet, await workplaces.ListAsync(cancellationToken)) is not { } place)
                return new Error(ErrorKind.Unauthenticated, "access.tablet-unknown");
            var account = await db.Accounts.Include(a => a.Assignments).SingleOrDefaultAsync(a => a.Id == request.AccountId, cancellationToken);
            if (account is null || !place.IsFor(account) || await db.Pins.AsNoTracking().SingleOrDefaultAsync(p => p.AccountId == account.Id, cancellationToken) is not { } pin)
                return new Error(ErrorKind.Unauthenticated, "access.pin-nobody");
            var attempt = await tries.BeginAsync(SignInBrake.OfPin(account.Id), cancellationToken);
            if (attempt.Refusal is { } wait)
                return wait;

            var isRight = passwords.Matches(account, pin.Hash, request.Pin);
            if (isRight)
                tablet.Open(account.Id, account.SecurityStamp!, clock.GetCurrentInstant());
            if (await attempt.SaveAsync(isRight, cancellationToken) is { } busy)
                return busy;
            if (!isRight)
                return attempt.Refusal ?? new Error(ErrorKind.Unauthenticated, "access.pin-wrong", nameof(Command.Pin));
            await device.BecomeAsync(tablet, account);
            return Done.Ok;
        }
    }
}

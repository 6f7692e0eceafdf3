using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Operations;

/// <summary>Gives a message that was given up a fresh start. What its handlers did before is not done again.</summary>
internal static class ReplayDeadLetter
{
    /// <param name="Id">The message.</param>
    [RequiresPermission(AccessPermissions.ManageSystem)]
    public sealed record Command(long Id) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Id).GreaterThan(0);
    }

    public sealed class Handler(MessagingDbContext db, OutboxSignal signal, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Outbox.SingleOrDefaultAsync(m => m.Id == request.Id && m.IsDead, cancellationToken) is not { } letter)
                return Error.NotFound("access.letter-gone");
            letter.Replay(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            signal.Set();
            return Done.Ok;
        }
    }
}

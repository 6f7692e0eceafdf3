using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Audit.Trails;

/// <summary>Lets an account that reached a limit go on for the rest of the hour. Nobody lifts the own limit: a stolen account would.</summary>
internal static class LiftLimit
{
    /// <param name="AccountId">Whose limit.</param>
    /// <param name="Use">Which limit.</param>
    [RequiresPermission(AuditPermissions.LiftLimits)]
    [RequiresFreshSignIn]
    public sealed record Command([property: Subject("account")] Guid AccountId, Use Use) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Use).IsInEnum();
    }

    public sealed class Handler(AuditDbContext db, ICurrentUser user, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (user.Id == request.AccountId)
                return Error.Forbidden("audit.own-limit");
            var now = clock.GetCurrentInstant();
            var hour = UseHour.StartOf(now);
            if (await db.ReachedLimits.SingleOrDefaultAsync(l => l.AccountId == request.AccountId && l.Hour == hour && l.Use == request.Use, cancellationToken) is not { } limit)
                return Error.NotFound("audit.limit-over");
            limit.Lift(now);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>Does not agree that somebody takes everything along.</summary>
internal static class RefuseExport
{
    /// <param name="Id">The request.</param>
    [RequiresPermission(PlanningPermissions.DecideExport)]
    [RequiresFreshSignIn]
    public sealed record Command(Guid Id) : IRequest<Result<Done>>;

    public sealed class Handler(PlanningDbContext db, ICurrentUser user, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.ExportRequests.SingleOrDefaultAsync(r => r.Id == request.Id, cancellationToken) is not { } asked)
                return Error.NotFound("planning.export-unknown");
            var decided = asked.Decide(user.Id, user.Name, approved: false, clock.GetCurrentInstant());
            if (decided.IsSuccess)
                await db.SaveChangesAsync(cancellationToken);
            return decided;
        }
    }
}

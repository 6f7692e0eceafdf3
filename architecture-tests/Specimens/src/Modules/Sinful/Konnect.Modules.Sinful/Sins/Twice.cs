using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Sinful.Persistence;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Saves twice, the second time in a closure.</summary>
internal static class Twice
{
    [RequiresPermission("sinful.view")]
    public sealed record Command : IRequest<Result<Done>>;

    public sealed class Handler(SinfulDbContext db) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            await db.SaveChangesAsync(cancellationToken);
            var again = () => db.SaveChangesAsync(cancellationToken);
            await again();
            return Done.Ok;
        }
    }
}

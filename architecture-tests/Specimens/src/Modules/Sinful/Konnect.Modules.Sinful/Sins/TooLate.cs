using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Sinful.Contracts;
using Konnect.Modules.Sinful.Persistence;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Publishes after saving, in a method of its own.</summary>
internal static class TooLate
{
    [RequiresPermission("sinful.view")]
    public sealed record Command : IRequest<Result<Done>>;

    public sealed class Handler(SinfulDbContext db) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            await db.SaveChangesAsync(cancellationToken);
            await TellAsync();
            return Done.Ok;
        }

        private async Task TellAsync()
        {
            await Task.Yield();
            db.Publish(new Borrowed(1));
        }
    }
}

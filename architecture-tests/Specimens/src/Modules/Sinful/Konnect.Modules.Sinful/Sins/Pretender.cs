using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Needs a permission that nobody declared.</summary>
internal static class Pretender
{
    [RequiresPermission("sinful.invented")]
    public sealed record Query : IRequest<Result<Done>>;

    public sealed class Handler : IRequestHandler<Query, Result<Done>>
    {
        public Task<Result<Done>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }
}

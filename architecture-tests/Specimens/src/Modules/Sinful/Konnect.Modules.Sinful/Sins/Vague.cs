using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Counts as a file that was opened, of nobody.</summary>
internal static class Vague
{
    [Recorded]
    [CountsAs(Use.FileOpened)]
    [RequiresPermission("sinful.view")]
    public sealed record Query : IRequest<Result<Done>>;

    public sealed class Handler : IRequestHandler<Query, Result<Done>>
    {
        public Task<Result<Done>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }
}

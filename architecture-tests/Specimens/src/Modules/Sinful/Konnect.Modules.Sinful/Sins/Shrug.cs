using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Public for no reason.</summary>
internal static class Shrug
{
    [Public("")]
    public sealed record Query : IRequest<Result<Done>>;

    public sealed class Handler : IRequestHandler<Query, Result<Done>>
    {
        public Task<Result<Done>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }
}

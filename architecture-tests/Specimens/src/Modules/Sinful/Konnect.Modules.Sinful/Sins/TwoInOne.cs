using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Two use cases in one file, the first of them.</summary>
internal static class FirstOfTwo
{
    [RequiresPermission("sinful.view")]
    public sealed record Query : IRequest<Result<Done>>;

    public sealed class Handler : IRequestHandler<Query, Result<Done>>
    {
        public Task<Result<Done>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }
}

/// <summary>The second of them.</summary>
internal static class SecondOfTwo
{
    [RequiresPermission("sinful.view")]
    public sealed record Query : IRequest<Result<Done>>;

    public sealed class Handler : IRequestHandler<Query, Result<Done>>
    {
        public Task<Result<Done>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }
}

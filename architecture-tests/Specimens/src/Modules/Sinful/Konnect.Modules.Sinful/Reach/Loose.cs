using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Reach;

/// <summary>A handler that is in no use case.</summary>
internal sealed class Loose : IRequestHandler<Loose.Query, Result<Done>>
{
    public Task<Result<Done>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);

    [Public("specimen")]
    public sealed record Query : IRequest<Result<Done>>;
}

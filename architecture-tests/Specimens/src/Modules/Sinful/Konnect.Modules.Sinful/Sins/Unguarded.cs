using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Says nothing about who may send it, nor why nobody need know that it was sent.</summary>
internal static class Unguarded
{
    [NotRecorded("")]
    public sealed record Command : IRequest<Result<Done>>;

    public sealed class Handler : IRequestHandler<Command, Result<Done>>
    {
        public Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }
}

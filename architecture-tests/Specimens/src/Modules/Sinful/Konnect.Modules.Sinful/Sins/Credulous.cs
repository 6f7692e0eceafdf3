using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Takes input as it comes.</summary>
internal static class Credulous
{
    [RequiresPermission("sinful.view")]
    public sealed record Command(string Name) : IRequest<Result<Done>>;

    public sealed class Handler : IRequestHandler<Command, Result<Done>>
    {
        public Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }
}

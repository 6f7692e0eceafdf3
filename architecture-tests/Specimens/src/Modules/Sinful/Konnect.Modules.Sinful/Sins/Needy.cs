using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Depends on what nobody registered.</summary>
internal static class Needy
{
    [RequiresPermission("sinful.view")]
    public sealed record Query : IRequest<Result<Done>>;

    public sealed class Handler(Needy.INobody nobody) : IRequestHandler<Query, Result<Done>>
    {
        public Task<Result<Done>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(nobody is null ? Done.Ok : Done.Ok);
    }

    public interface INobody;
}

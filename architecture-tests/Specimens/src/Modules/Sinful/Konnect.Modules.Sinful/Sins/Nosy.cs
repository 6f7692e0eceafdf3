using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Reaches for the web, the container and the mediator.</summary>
internal static class Nosy
{
    [RequiresPermission("sinful.view")]
    public sealed record Query : IRequest<Result<Done>>;

    public sealed class Handler(IMediator mediator, IHttpContextAccessor http, IServiceProvider services) : IRequestHandler<Query, Result<Done>>
    {
        public Task<Result<Done>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(mediator is null || http is null || services is null ? Done.Ok : Done.Ok);
    }
}

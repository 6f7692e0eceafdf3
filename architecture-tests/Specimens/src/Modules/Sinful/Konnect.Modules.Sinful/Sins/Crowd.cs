using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Two requests in one use case, and names of its own.</summary>
internal static class Crowd
{
    [RequiresPermission("sinful.view")]
    public sealed record Command : IRequest<Result<Done>>;

    [RequiresPermission("sinful.view")]
    public sealed record Order(string Name) : IRequest<Result<Done>>;

    public sealed class Checker : AbstractValidator<Order>
    {
        public Checker() => RuleFor(o => o.Name).NotEmpty();
    }

    public sealed class Handler : IRequestHandler<Command, Result<Done>>
    {
        public Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }

    public sealed class Worker : IRequestHandler<Order, Result<Done>>
    {
        public Task<Result<Done>> Handle(Order request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Sinful.Sins;

/// <summary>Opens somebody's file as often as it likes.</summary>
internal static class Curious
{
    [Recorded]
    [RequiresPermission("sinful.view")]
    public sealed record Query([property: Subject("patient")] string Number) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler : IRequestHandler<Query, Result<Done>>
    {
        public Task<Result<Done>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(Done.Ok);
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Children.OwnChildren;

/// <summary>The children of a guardian who is signed in.</summary>
internal static class ListOwnChildren
{
    [RequiresPermission(ChildrenPermissions.ViewOwn)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Children">The eldest first.</param>
    /// <param name="Today">The local date.</param>
    public sealed record Response(IReadOnlyList<OwnChild> Children, LocalDate Today);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(IOwnChildren own, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken) =>
            new Response(await own.ListAsync(cancellationToken), clock.GetCurrentDate());
    }
}

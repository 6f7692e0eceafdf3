using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Security;
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
    /// <param name="MonthsAfterEnd">How many months a child stays in sight after the last day.</param>
    public sealed record Response(IReadOnlyList<OwnChild> Children, LocalDate Today, int MonthsAfterEnd);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(IOwnChildren own, VisibilitySettings visibility, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken) =>
            new Response(await own.ListAsync(cancellationToken), clock.GetCurrentDate(), visibility.MonthsAfterEnd);
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Children.Files;

/// <summary>What stands above every tab of a child's file.</summary>
internal static class GetChildHead
{
    /// <param name="Number">The child's number in the source.</param>
    [RequiresPermission(ChildrenPermissions.View)]
    public sealed record Query(string Number) : IRequest<Result<Response>>;

    /// <param name="Number">The number in the source.</param>
    /// <param name="FullName">Call name, infix and last name.</param>
    /// <param name="Age">The age today; null before the birth.</param>
    /// <param name="Groups">Names of the groups of today, else of the next one, else of the last one.</param>
    /// <param name="StartsOn">The first day in care, when that is still to come.</param>
    /// <param name="EndedOn">The last day in care, when that has been.</param>
    /// <param name="Alerts">Allergies, medical notes and diets, most serious first.</param>
    public sealed record Response(string Number, string FullName, Age? Age, IReadOnlyList<string> Groups, LocalDate? StartsOn, LocalDate? EndedOn, IReadOnlyList<ChildAlert> Alerts);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(IChildDirectory children, IChildGroups placements, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Query.Number));
            var history = new GroupHistory(await placements.ListOfAsync([child.Id], cancellationToken), clock.GetCurrentDate());
            return new Response(
                child.Number,
                child.FullName,
                Age.On(child.BirthDate, history.Today),
                [.. history.Current.Select(g => g.GroupName).Distinct()],
                history.StartsOn,
                history.EndedOn,
                [.. (await children.ListAlertsAsync([child.Id], cancellationToken))[child.Id]]);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Contracts;
using Konnect.Modules.Children.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Children.OwnChildren;

/// <summary>Who opened and who changed the file of a child of one's own, for a guardian with authority: names and moments, no values.</summary>
internal static class ListFileOpenings
{
    /// <summary>Lines of a page.</summary>
    public const int PageSize = 30;

    /// <param name="Number">The child's number in the source.</param>
    /// <param name="Before">Only lines before this one: the next page.</param>
    [RequiresPermission(ChildrenPermissions.ViewOwn)]
    public sealed record Query(string Number, long? Before = null) : IRequest<Result<Response>>;

    /// <param name="CallName">What the child is called.</param>
    /// <param name="Lines">One page, newest first.</param>
    /// <param name="Next">Where the next page begins; null on the last.</param>
    public sealed record Response(string CallName, IReadOnlyList<Line> Lines, long? Next);

    /// <param name="At">When, local.</param>
    /// <param name="Kind">What: <c>module.use-case</c>.</param>
    /// <param name="By">Who.</param>
    public sealed record Line(LocalDateTime At, string Kind, string By);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(IOwnChildren own, IFileTrail trail, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await own.FindAsync(request.Number, cancellationToken) is not { HasAuthority: true } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Query.Number));
            var lines = await trail.ListAsync([child.Id.ToString(), child.Number], request.Before, PageSize + 1, cancellationToken);
            return new Response(
                child.CallName,
                [.. lines.Take(PageSize).Select(l => new Line(l.At.InZone(clock.Zone).LocalDateTime, l.Kind, l.UserName))],
                lines.Count > PageSize ? lines[PageSize - 1].Number : null);
        }
    }
}

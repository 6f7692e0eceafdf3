using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Contracts;
using Konnect.Modules.Children.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Children.Files;

/// <summary>Who opened and who changed a child's file, newest first.</summary>
internal static class ListFileChanges
{
    /// <summary>Lines of a page.</summary>
    public const int PageSize = 30;

    /// <param name="Number">The child's number in the source.</param>
    /// <param name="Before">Only lines before this one: the next page.</param>
    [Recorded]
    [CountsAs(Use.FileOpened)]
    [RequiresPermission(ChildrenPermissions.ViewChanges)]
    public sealed record Query([property: Subject(ChildFile.Subject)] string Number, long? Before = null) : IRequest<Result<Response>>;

    /// <param name="Lines">One page.</param>
    /// <param name="Next">Where the next page begins; null on the last.</param>
    public sealed record Response(IReadOnlyList<Line> Lines, long? Next);

    /// <param name="At">When, local.</param>
    /// <param name="Kind">What: <c>module.use-case</c>.</param>
    /// <param name="By">Who.</param>
    /// <param name="Changes">What was changed; empty when the file was only opened.</param>
    public sealed record Line(LocalDateTime At, string Kind, string By, IReadOnlyList<FileTrailChange> Changes);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(IChildDirectory children, IFileTrail trail, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Query.Number));
            var lines = await trail.ListAsync([child.Id.ToString(), child.Number], request.Before, PageSize + 1, cancellationToken);
            return new Response(
                [.. lines.Take(PageSize).Select(l => new Line(l.At.InZone(clock.Zone).LocalDateTime, l.Kind, l.UserName, l.Changes))],
                lines.Count > PageSize ? lines[PageSize - 1].Number : null);
        }
    }
}

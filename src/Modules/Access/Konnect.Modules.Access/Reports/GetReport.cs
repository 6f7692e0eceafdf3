using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Access.Reports;

/// <summary>One set with its columns, and the scripts that read it.</summary>
internal static class GetReport
{
    /// <param name="Name">The set's name.</param>
    /// <param name="Feed">The feed's address as the reader's programs know it.</param>
    [RequiresPermission(AccessPermissions.ManageTokens)]
    public sealed record Query(string Name, string Feed) : IRequest<Result<Response>>;

    /// <param name="Set">The set.</param>
    /// <param name="Script">The script that reads all of it.</param>
    /// <param name="DayScript">The script that reads a stretch of days; null when it has no days.</param>
    public sealed record Response(ReportSet Set, string Script, string? DayScript);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Feed).NotEmpty();
    }

    public sealed class Handler(IEnumerable<IReportingSet> sets) : IRequestHandler<Query, Result<Response>>
    {
        public Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(Answer(request));

        private Result<Response> Answer(Query request) => ReportSet.Of(sets).FirstOrDefault(s => s.Name == request.Name) is { } set
            ? new Response(set, PowerQuery.Whole(request.Feed, set.Name), set.HasDays ? PowerQuery.ByDay(request.Feed, set.Name) : null)
            : Error.NotFound("access.report-unknown");
    }
}

using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.Modules.Access.Reports;

/// <summary>Every set that a token for reports reads, by name.</summary>
internal static class ListReports
{
    [RequiresPermission(AccessPermissions.ManageTokens)]
    public sealed record Query : IRequest<Result<IReadOnlyList<ReportSet>>>;

    public sealed class Handler(IEnumerable<IReportingSet> sets) : IRequestHandler<Query, Result<IReadOnlyList<ReportSet>>>
    {
        public Task<Result<IReadOnlyList<ReportSet>>> Handle(Query request, CancellationToken cancellationToken) =>
            Task.FromResult(Result<IReadOnlyList<ReportSet>>.Ok([.. ReportSet.Of(sets)]));
    }
}

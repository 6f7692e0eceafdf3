using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>Requests to take everything along, the newest first, and who could decide about one's own.</summary>
internal static class ListExports
{
    /// <summary>As many as are shown.</summary>
    private const int Most = 20;

    [RequiresPermission(PlanningPermissions.DecideExport)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Requests">The newest.</param>
    /// <param name="Deciders">Names of the others who may decide, by name.</param>
    /// <param name="CanAsk">True when the own last request is over.</param>
    public sealed record Response(IReadOnlyList<Row> Requests, IReadOnlyList<string> Deciders, bool CanAsk);

    /// <param name="Id">The request.</param>
    /// <param name="AskedBy">Name of who asked.</param>
    /// <param name="AskedAt">When, local.</param>
    /// <param name="Reason">What it is for.</param>
    /// <param name="State">How it stands.</param>
    /// <param name="DecidedBy">Name of who decided.</param>
    /// <param name="Until">Until when it waits or can be taken along, local; null once it is over.</param>
    /// <param name="IsOwn">True for who asked.</param>
    public sealed record Row(Guid Id, string AskedBy, LocalDateTime AskedAt, string Reason, ExportState State, string? DecidedBy, LocalDateTime? Until, bool IsOwn);

    public sealed class Handler(PlanningDbContext db, IRoleHolders holders, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            var asked = await db.ExportRequests.AsNoTracking().OrderByDescending(r => r.AskedAt).ThenBy(r => r.Id).Take(Most).ToListAsync(cancellationToken);
            var rows = asked.ConvertAll(r => RowOf(r, now));
            var others = (await holders.ListAsync(PlanningPermissions.Deciders, cancellationToken)).Where(h => h.AccountId != user.Id);
            return new Response(rows, [.. others.Select(h => h.Name)], !rows.Exists(r => r is { IsOwn: true, State: ExportState.Open or ExportState.Approved }));
        }

        private Row RowOf(ExportRequest asked, Instant now)
        {
            var state = asked.StateAt(now);
            var until = state switch
            {
                ExportState.Open => asked.AskedAt + ExportRequest.Waits,
                ExportState.Approved => asked.DecidedAt + ExportRequest.Holds,
                _ => (Instant?)null,
            };
            return new(asked.Id, asked.AskedByName, Local(asked.AskedAt), asked.Reason, state, asked.DecidedByName, until is { } end ? Local(end) : null, asked.AskedBy == user.Id);
        }

        private LocalDateTime Local(Instant moment) => moment.InZone(clock.Zone).LocalDateTime;
    }
}

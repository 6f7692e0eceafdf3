using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Chain;
using Konnect.Modules.Audit.Domain;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Audit.Trails;

/// <summary>What the last reading of the whole trail found.</summary>
internal static class GetChainState
{
    [RequiresPermission(AuditPermissions.Search)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="At">When it was read, local; null when it was not read since the start.</param>
    /// <param name="State">What was found.</param>
    public sealed record Response(LocalDateTime? At, ChainState? State);

    public sealed class Handler(ChainReadings readings, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken) => Task.FromResult(Result<Response>.Ok(
            readings.Last is { } last ? new(last.At.InZone(clock.Zone).LocalDateTime, last.State) : new(null, null)));
    }
}

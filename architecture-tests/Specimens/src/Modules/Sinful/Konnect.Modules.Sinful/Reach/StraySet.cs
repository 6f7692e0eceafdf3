using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.Modules.Sinful.Domain;
using Konnect.Modules.Sinful.Persistence;

namespace Konnect.Modules.Sinful.Reach;

/// <summary>A reporting set that stands in a capability and hands out entities.</summary>
internal abstract class StraySet() : ReportingSet<SinfulDbContext, StraySet.Row>("Stray", r => r.Id)
{
    internal sealed record Row
    {
        public required Guid Id { get; init; }

        public required Room Room { get; init; }
    }
}

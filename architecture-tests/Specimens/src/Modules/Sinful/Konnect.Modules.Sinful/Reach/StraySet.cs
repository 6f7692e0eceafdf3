using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.Modules.Sinful.Domain;

namespace Konnect.Modules.Sinful.Reach;

/// <summary>A reporting set that stands in a capability and hands out entities.</summary>
internal abstract class StraySet() : ReportingSet<StraySet.Row>("Stray", r => r.Id)
{
    internal sealed record Row
    {
        public required Guid Id { get; init; }

        public required Room Room { get; init; }
    }
}

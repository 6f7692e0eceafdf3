using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.Modules.Sinful.Domain;
using Konnect.Modules.Sinful.Persistence;

namespace Konnect.Modules.Sinful.Reach;

/// <summary>A file of the exchange that stands in a capability.</summary>
internal abstract class StrayFile(SinfulDbContext db) : ExchangeFile<StrayFile.Row, Room>(db)
{
    internal sealed record Row;
}

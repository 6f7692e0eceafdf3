using Konnect.BuildingBlocks.Infrastructure.Persistence;
using NodaTime;

namespace Konnect.Modules.Sinful.Domain;

/// <summary>Asks for the time and the database itself.</summary>
internal static class Impure
{
    public static Instant Look(IClock clock, ModuleDbContext db) => db.SaveChanges() > 0 ? clock.GetCurrentInstant() : default;
}

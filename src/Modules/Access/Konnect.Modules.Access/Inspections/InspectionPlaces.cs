using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Access.Inspections;

/// <summary>The locations that somebody can let an inspector see: those seen whole.</summary>
internal static class InspectionPlaces
{
    public static IEnumerable<Workplace> Of(IEnumerable<Workplace> places, ICurrentUser user) => places.Where(l => user.Scope.All || user.Scope.Locations.Contains(l.Code));
}

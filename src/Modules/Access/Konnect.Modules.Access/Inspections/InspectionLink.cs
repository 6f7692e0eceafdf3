using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Access.Domain;
using NodaTime;

namespace Konnect.Modules.Access.Inspections;

/// <summary>Why a link does not open.</summary>
internal static class InspectionLink
{
    /// <summary>The reason, in words for the inspector; null for one that opens.</summary>
    public static Error? Refusal(InspectionGrant? grant, LocalDate today) => grant?.StateOn(today) switch
    {
        GrantState.Active => null,
        GrantState.Expired => Error.NotFound("access.inspection-expired"),
        GrantState.Revoked => Error.NotFound("access.inspection-revoked"),
        _ => Error.NotFound("access.inspection-unknown"),
    };
}

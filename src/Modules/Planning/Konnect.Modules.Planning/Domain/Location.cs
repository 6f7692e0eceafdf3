using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Planning.Domain;

/// <summary>A location; its code in the source is its key everywhere.</summary>
[NoPersonalData]
internal sealed class Location
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Number in the national register of childcare (Landelijk Register Kinderopvang).</summary>
    public string? LrkNumber { get; set; }

    public string? Street { get; set; }

    public string? HouseNumber { get; set; }

    public string? PostalCode { get; set; }

    public string? City { get; set; }

    public string? Phone { get; set; }

    public required LocalTime Opens { get; set; }

    public required LocalTime Closes { get; set; }
}

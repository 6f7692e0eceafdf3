using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Contracts;

namespace Konnect.Modules.Planning.Domain;

/// <summary>A group of a location: a base group (stamgroep), a basic group (basisgroep) or both combined.</summary>
[NoPersonalData]
internal sealed class Group
{
    public required string Code { get; init; }

    public required string LocationCode { get; set; }

    public required string Name { get; set; }

    public required CareType CareType { get; set; }

    public bool Vve { get; set; }

    public required int AgeFrom { get; set; }

    public required int AgeTo { get; set; }

    public required int Capacity { get; set; }
}

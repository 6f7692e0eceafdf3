using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Sinful.Domain;

/// <summary>Says that it holds nothing of people, and does.</summary>
[NoPersonalData]
internal sealed class Room
{
    public Guid Id { get; private set; }

    [PersonalData(PersonalDataCategory.Identity, "specimen", RetentionClass.Record)]
    public string? Occupant { get; set; }
}

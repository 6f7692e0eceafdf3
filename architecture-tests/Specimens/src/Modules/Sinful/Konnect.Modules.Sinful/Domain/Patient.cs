using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Sinful.Domain;

/// <summary>Does not say what the complaint is, and lets the allergy lie there for everybody to read.</summary>
internal sealed class Patient
{
    public Guid Id { get; private set; }

    [PersonalData(PersonalDataCategory.Identity, "specimen", RetentionClass.Record)]
    public required string Name { get; set; }

    [PersonalData(PersonalDataCategory.Health, "specimen", RetentionClass.Record)]
    public required string Allergy { get; set; }

    public required string Complaint { get; set; }

    public Instant CreatedAt { get; private set; }
}

using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Planning.Domain;

/// <summary>A planned shift of somebody on a group, local times. Known by person, group, date and start.</summary>
internal sealed class RosterShift
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    [Subject(StaffFile.Subject)]
    public required Guid StaffMemberId { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "roster", RetentionClass.Planning)]
    public required string GroupCode { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "roster", RetentionClass.Planning)]
    public required LocalDate Date { get; init; }

    [PersonalData(PersonalDataCategory.Presence, "roster", RetentionClass.Planning)]
    public required LocalTime StartTime { get; set; }

    [PersonalData(PersonalDataCategory.Presence, "roster", RetentionClass.Planning)]
    public required LocalTime EndTime { get; set; }

    [PersonalData(PersonalDataCategory.Presence, "roster", RetentionClass.Planning)]
    public LocalTime? BreakStart { get; set; }

    [PersonalData(PersonalDataCategory.Presence, "roster", RetentionClass.Planning)]
    public LocalTime? BreakEnd { get; set; }
}

using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Audit.Domain;

/// <summary>Something that an account used within an hour; kept as long as it counts, and a day at most.</summary>
[NotRecorded("The use itself stands in the trail.")]
internal sealed class CountedUse
{
    private const string Purpose = "limits of what one account uses in an hour";

    [PersonalData(PersonalDataCategory.Key, Purpose, RetentionClass.Direct)]
    public required Guid AccountId { get; init; }

    /// <summary>When the hour began.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Direct)]
    public required Instant Hour { get; init; }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Direct)]
    public required Use Use { get; init; }

    /// <summary>The key of what was used.</summary>
    [PersonalData(PersonalDataCategory.Key, Purpose, RetentionClass.Direct)]
    public required string Subject { get; init; }

    /// <summary>How much of it.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Direct)]
    public required long Amount { get; init; }
}

using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Audit.Domain;

/// <summary>An account that wanted more within an hour than may be. An administrator may lift the limit for the rest of that hour.</summary>
[NotRecorded("The refusals and the lifting stand in the trail.")]
internal sealed class ReachedLimit
{
    private const string Purpose = "limits of what one account uses in an hour";

    [PersonalData(PersonalDataCategory.Key, Purpose, RetentionClass.Trail)]
    public required Guid AccountId { get; init; }

    /// <summary>When the hour began.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required Instant Hour { get; init; }

    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required Use Use { get; init; }

    /// <summary>Whose account it is, by the name of then.</summary>
    [PersonalData(PersonalDataCategory.Identity, Purpose, RetentionClass.Trail)]
    public required string AccountName { get; init; }

    /// <summary>When the first use was refused.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public required Instant At { get; init; }

    /// <summary>When an administrator let it go on; null for nobody.</summary>
    [PersonalData(PersonalDataCategory.None, Purpose, RetentionClass.Trail)]
    public Instant? LiftedAt { get; private set; }

    /// <summary>Lets the account go on for the rest of the hour.</summary>
    public void Lift(Instant now) => LiftedAt ??= now;
}

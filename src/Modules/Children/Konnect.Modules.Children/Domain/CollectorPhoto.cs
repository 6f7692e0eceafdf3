using Konnect.BuildingBlocks.Security;

namespace Konnect.Modules.Children.Domain;

/// <summary>The photo of somebody who may collect a child once: a row of its own, so that lists read none and nothing of it stays once it is removed.</summary>
[NotRecorded("A picture belongs in no trail, and is removed after its day; that the permit was given stands there.")]
internal sealed class CollectorPhoto
{
    /// <summary>The permit it is of.</summary>
    public required Guid PermitId { get; init; }

    /// <summary>The picture in base 64.</summary>
    [Sealed("children.collector-photo")]
    [PersonalData(PersonalDataCategory.Identity, "to know at the door who may collect the child", RetentionClass.Direct)]
    public required string Picture { get; init; }
}

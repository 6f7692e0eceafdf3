namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>32, 44 or 64 pixels.</summary>
public enum AvatarSize
{
    /// <summary>44 pixels.</summary>
    Medium,
    /// <summary>32 pixels.</summary>
    Small,
    /// <summary>64 pixels.</summary>
    Large,
}

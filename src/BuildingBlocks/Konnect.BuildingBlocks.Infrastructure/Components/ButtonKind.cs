namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>How much a button asks for attention; one primary button per page.</summary>
public enum ButtonKind
{
    /// <summary>One of several.</summary>
    Plain,
    /// <summary>The one obvious action.</summary>
    Primary,
    /// <summary>Less than a button, more than a link.</summary>
    Quiet,
    /// <summary>Takes something away.</summary>
    Danger,
}

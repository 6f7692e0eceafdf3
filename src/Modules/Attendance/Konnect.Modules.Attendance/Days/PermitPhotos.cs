namespace Konnect.Modules.Attendance.Days;

/// <summary>Where a board finds the photo of somebody who may collect a child once.</summary>
internal static class PermitPhotos
{
    /// <summary>The pattern of the addresses.</summary>
    public const string Pattern = "/groups/{code}/permits/{id:guid}/photo";

    /// <summary>The address of one, on a group's board.</summary>
    public static string Address(string groupCode, Guid permitId) => $"/groups/{Uri.EscapeDataString(groupCode)}/permits/{permitId}/photo";
}

namespace Konnect.Modules.Attendance.Days;

/// <summary>What computed the evidence.</summary>
internal static class Software
{
    /// <summary>Version of the software, three numbers.</summary>
    public static string Version { get; } = typeof(Software).Assembly.GetName().Version?.ToString(3) ?? "";
}

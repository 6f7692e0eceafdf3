namespace Konnect.Modules.Attendance.Days;

/// <summary>What open pages listen to.</summary>
internal static class LiveTopics
{
    /// <summary>Anything about a location's day.</summary>
    public static string Location(string code) => $"location/{code}";

    /// <summary>Ticks of an evacuation.</summary>
    public static string Evacuation(Guid id) => $"evacuation/{id}";
}

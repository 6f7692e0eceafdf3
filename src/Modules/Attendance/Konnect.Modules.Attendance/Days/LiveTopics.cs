namespace Konnect.Modules.Attendance.Days;

/// <summary>What open pages listen to.</summary>
internal static class LiveTopics
{
    /// <summary>Anything about the day of any location.</summary>
    public const string Locations = "location";

    /// <summary>Anything about a location's day.</summary>
    public static string Location(string code) => $"{Locations}/{code}";

    /// <summary>A group's children.</summary>
    public static string Group(string locationCode, string code) => $"{Location(locationCode)}/{code}";

    /// <summary>Ticks of an evacuation.</summary>
    public static string Evacuation(Guid id) => $"evacuation/{id}";
}

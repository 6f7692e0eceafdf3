using System.Globalization;

namespace Konnect.BuildingBlocks.Infrastructure.Trail;

/// <summary>Compares names as people read them, which neither database does alike.</summary>
public static class TrailText
{
    /// <summary>True when a text holds a part; case and accents make no difference.</summary>
    public static bool Holds(string text, string part) => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, part.Trim(), CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}

using System.Globalization;

namespace Konnect.BuildingBlocks.Naming;

/// <summary>What does not count when names are compared: capitals, accents, spaces and punctuation. In memory, and so alike on both databases.</summary>
public static class NameFolding
{
    /// <summary>How names are compared.</summary>
    public const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreSymbols;

    /// <summary>True when both are the same name.</summary>
    public static bool AreAlike(string one, string other) => CultureInfo.InvariantCulture.CompareInfo.Compare(one, other, Loosely) == 0;
}

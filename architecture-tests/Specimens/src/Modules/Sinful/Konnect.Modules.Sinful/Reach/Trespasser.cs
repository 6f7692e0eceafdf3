using Konnect.Modules.Accomplice;

namespace Konnect.Modules.Sinful.Reach;

/// <summary>Knows the inside of another module.</summary>
internal static class Trespasser
{
    public static string Look() => new Secret().ToString();
}

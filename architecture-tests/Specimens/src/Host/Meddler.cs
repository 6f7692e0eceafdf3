using Konnect.Modules.Accomplice;

namespace Konnect.Host;

/// <summary>The host knows a type of a module other than its class.</summary>
internal static class Meddler
{
    public static string Look() => new Secret().ToString();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>
/// Days drawn by chance that anybody can draw again with the same seed, also without this product: those whose SHA-256 of <c>SEED/YYYY-MM-DD</c> is lowest.
/// </summary>
internal static class DrawnDays
{
    /// <summary>How many are drawn.</summary>
    public const int Count = 5;

    /// <summary>The largest seed: short enough to read out.</summary>
    public const int LargestSeed = 999_999;

    public static IReadOnlyList<LocalDate> Draw(int seed, IEnumerable<LocalDate> from) =>
        [.. from.Distinct().OrderBy(date => Hash(seed, date), StringComparer.Ordinal).Take(Count).Order()];

    private static string Hash(int seed, LocalDate date) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{seed.ToString(CultureInfo.InvariantCulture)}/{LocalDatePattern.Iso.Format(date)}")));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Security;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>
/// The keys under which devices keep a group's day and their taps while there is no connection: another for each device and day. The device gets them as long as it may show
/// the group, and forgets them when it locks; what it keeps can't be read then, and can again once it is opened.
/// </summary>
internal sealed class OfflineKeys(SealingKeys secrets)
{
    /// <summary>Name of the secret.</summary>
    public const string Secret = "offline";

    private const string Purpose = "konnect offline";

    /// <summary>The key of a device for a day, under the newest secret.</summary>
    public OfflineKey Of(string device, LocalDate date)
    {
        var version = secrets.Newest(Secret);
        return Find(device, $"{LocalDatePattern.Iso.Format(date)}.{version}")!;
    }

    /// <summary>The key of a device with that name, as it was given before; null when there is none any more.</summary>
    public OfflineKey? Find(string device, string name) =>
        name.Split('.') is [var date, var number] && LocalDatePattern.Iso.Parse(date).Success && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && secrets.Find(Secret, version, Purpose) is { } secret
            ? new(name, Convert.ToBase64String(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes($"{device}/{date}"))))
            : null;
}

/// <summary>A key for a device.</summary>
/// <param name="Name">Day and version of the secret: <c>2026-11-20.1</c>.</param>
/// <param name="Key">32 bytes in base 64, for AES-256-GCM.</param>
internal sealed record OfflineKey(string Name, string Key);

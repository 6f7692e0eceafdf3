using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Konnect.Modules.Attendance.Days;

/// <summary>
/// Who has a device while it has no connection. What the device keeps carries the name sealed, and brings it back with what it sends: it may be somebody else who has it by
/// then, and nobody can write another's name.
/// </summary>
internal sealed class DeviceHolder(IDataProtectionProvider protection)
{
    /// <summary>The longest that a sealed name may be.</summary>
    public const int Longest = 1000;

    private readonly IDataProtector protector = protection.CreateProtector("konnect.device-holder");

    /// <summary>The name, sealed.</summary>
    public string Seal(string name) => protector.Protect(name);

    /// <summary>The name that was sealed; null for anything else.</summary>
    public string? Open(string? sealedName)
    {
        try
        {
            return string.IsNullOrEmpty(sealedName) ? null : protector.Unprotect(sealedName);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

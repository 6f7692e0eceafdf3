using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Reads what a device sends that had no connection.</summary>
internal static class DeviceMail
{
    /// <summary>What was sent, or null when it can't be read.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext http)
        where T : class
    {
        try
        {
            return await http.Request.ReadFromJsonAsync<T>(http.RequestAborted);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>False for a clock from before computers or after them, which is no clock.</summary>
    public static bool IsTime(long milliseconds) => milliseconds is > 0 and < 253_402_300_799_000;
}

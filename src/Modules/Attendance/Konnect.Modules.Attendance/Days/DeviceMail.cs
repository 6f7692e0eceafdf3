using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Attendance.Days;

/// <summary>What a device sends that had no connection.</summary>
internal interface IDeviceMail
{
    /// <summary>True when nothing of it is missing and every time can be one.</summary>
    bool IsWhole { get; }
}

/// <summary>Reads what a device sends that had no connection.</summary>
internal static class DeviceMail
{
    /// <summary>What a page of ours sent, or null when it is from elsewhere, can't be read or is not whole.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext http)
        where T : class, IDeviceMail
    {
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return null;
        try
        {
            return await http.Request.ReadFromJsonAsync<T>(http.RequestAborted) is { IsWhole: true } mail ? mail : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>False for a clock from before computers or after them, which is no clock.</summary>
    public static bool IsTime(long milliseconds) => milliseconds is > 0 and < 253_402_300_799_000;
}

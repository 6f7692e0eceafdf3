using System.Globalization;
using Konnect.BuildingBlocks.Results;
using Microsoft.AspNetCore.Http;

namespace Konnect.Modules.Access.Identity;

/// <summary>Tells programs, too, that a network address failed too often and when it may try again.</summary>
internal static class Waiting
{
    /// <summary>Gives the answer status 429 when that is the refusal.</summary>
    public static void Tell(HttpContext context, IReadOnlyList<Error> errors)
    {
        if (errors.FirstOrDefault(e => e.Code == "access.address-locked") is not { Args: [int minutes] })
            return;
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = (minutes * 60).ToString(CultureInfo.InvariantCulture);
    }
}

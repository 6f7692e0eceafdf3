using System.Globalization;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>The answer to who used too much within the hour: status 429, after how many seconds it goes on, and the sentence for the page.</summary>
public static class TooMany
{
    /// <summary>Answers without a body; whatever shows a page of it finds the sentence by <see cref="Of"/>.</summary>
    public static void Answer(HttpContext context, Error refusal, IClock clock)
    {
        var now = clock.GetCurrentInstant();
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling((UseHour.EndOf(now) - now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        context.Items[typeof(TooMany)] = refusal;
    }

    /// <summary>The refusal that a request was answered with; null for any other answer.</summary>
    public static Error? Of(HttpContext context) => context.Items[typeof(TooMany)] as Error;
}

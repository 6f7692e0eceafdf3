using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Security;

/// <summary>
/// Lines of the log about requests that no page of this product sends: somebody tries to get past a check, or a proxy is set up wrongly. They tell what was tried, and
/// nothing that was sent along; each once a minute, so that who keeps trying fills no disk.
/// </summary>
public sealed partial class RefusedAttempts(ILogger<RefusedAttempts> log, IClock clock)
{
    private readonly FirstOfMinute first = new(most: 20);

    /// <summary>A request named another host.</summary>
    public void ForeignHost()
    {
        if (first.Is(nameof(ForeignHost), clock.GetCurrentInstant()))
            ForeignHost(log);
    }

    /// <summary>A form came without the token of the page it should be from.</summary>
    /// <param name="pattern">The pattern of the address, not the address, which may name somebody.</param>
    public void ForgedForm(string pattern)
    {
        if (first.Is($"{nameof(ForgedForm)} {pattern}", clock.GetCurrentInstant()))
            ForgedForm(log, pattern);
    }

    /// <summary>A form asked to be led to another site.</summary>
    public void ForeignRedirect()
    {
        if (first.Is(nameof(ForeignRedirect), clock.GetCurrentInstant()))
            ForeignRedirect(log);
    }

    /// <summary>Somebody sent more requests than the limit.</summary>
    public void TooManyRequests()
    {
        if (first.Is(nameof(TooManyRequests), clock.GetCurrentInstant()))
            TooManyRequests(log);
    }

    [LoggerMessage(LogLevel.Warning, "Refused: a request for another host than the one in KONNECT__ADDRESS.")]
    private static partial void ForeignHost(ILogger log);

    [LoggerMessage(LogLevel.Warning, "Refused: a form without the token of its page, for {Pattern}.")]
    private static partial void ForgedForm(ILogger log, string pattern);

    [LoggerMessage(LogLevel.Warning, "Refused: to be led to another site.")]
    private static partial void ForeignRedirect(ILogger log);

    [LoggerMessage(LogLevel.Warning, "Refused: more requests in a minute than KONNECT__LIMITS__REQUESTS.")]
    private static partial void TooManyRequests(ILogger log);
}

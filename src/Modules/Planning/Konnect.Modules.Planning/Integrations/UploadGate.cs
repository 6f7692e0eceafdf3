using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.AspNetCore.Http;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>Answers an upload over the limit before it is read; later, the form could no longer tell it from one that was cut off.</summary>
internal sealed class UploadGate(ExchangeLimits limits) : IPageGate
{
    /// <summary>What the form holds besides the files.</summary>
    private const long Besides = 2 << 20;

    public ValueTask<IResult?> AnswerInsteadAsync(HttpContext context) => ValueTask.FromResult(
        context.Request.ContentLength > limits.UploadBytes + Besides && context.Request.Path.Equals("/import", StringComparison.OrdinalIgnoreCase)
            ? Results.StatusCode(StatusCodes.Status413PayloadTooLarge)
            : null);
}

using Konnect.BuildingBlocks.Results;
using MediatR;

namespace Konnect.BuildingBlocks.Infrastructure.Requests;

/// <summary>
/// One use case at a time in a scope: a page and what stands around it are rendered side by side, and share one connection to the database.
/// </summary>
internal sealed class TurnBehavior<TRequest, TResponse>(RequestTurn turn) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        await turn.Semaphore.WaitAsync(cancellationToken);
        try
        {
            return await next();
        }
        finally
        {
            turn.Semaphore.Release();
        }
    }
}

/// <summary>Whose turn it is in a scope.</summary>
internal sealed class RequestTurn : IDisposable
{
    public SemaphoreSlim Semaphore { get; } = new(1, 1);

    public void Dispose() => Semaphore.Dispose();
}

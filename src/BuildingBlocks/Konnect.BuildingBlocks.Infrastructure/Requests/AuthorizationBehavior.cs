using System.Reflection;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.BuildingBlocks.Infrastructure.Requests;

/// <summary>Refuses a sender who lacks the request's permission. A request that declares nothing is a fault.</summary>
internal sealed class AuthorizationBehavior<TRequest, TResponse>(ICurrentUser user) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    private static readonly string? Needed = Permission();

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (Needed is null || user.Has(Needed))
            return next();
        return Task.FromResult(TResponse.Fail(user.IsAuthenticated
            ? Error.Forbidden("access.not-allowed")
            : new Error(ErrorKind.Unauthenticated, "access.not-signed-in")));
    }

    private static string? Permission()
    {
        if (typeof(TRequest).GetCustomAttribute<RequiresPermissionAttribute>() is { } needed)
            return needed.Permission;
        return typeof(TRequest).GetCustomAttribute<PublicAttribute>() is not null
            ? null
            : throw new InvalidOperationException($"{typeof(TRequest).FullName} says neither which permission it needs nor why it needs none.");
    }
}

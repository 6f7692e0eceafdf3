using System.Reflection;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;

namespace Konnect.BuildingBlocks.Infrastructure.Requests;

/// <summary>
/// After validation: a request that carries <see cref="RequiresFreshSignInAttribute"/> goes no further for who signed in some time ago. The form it was sent from
/// leads to the page that asks for the proof.
/// </summary>
internal sealed class FreshSignInBehavior<TRequest, TResponse>(FreshSignIn fresh) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    private static readonly bool IsAsked = typeof(TRequest).IsDefined(typeof(RequiresFreshSignInAttribute), inherit: false);

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        !IsAsked || fresh.Check() ? next() : Task.FromResult(TResponse.Fail(Error.Forbidden(FreshSignIn.Refused)));
}

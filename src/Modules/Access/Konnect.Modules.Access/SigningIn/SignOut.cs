using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using MediatR;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>Ends the session.</summary>
internal static class SignOut
{
    [Public("Ends the sender's own session, if there is one.")]
    public sealed record Command : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(ISignInSession session) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            await session.EndAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

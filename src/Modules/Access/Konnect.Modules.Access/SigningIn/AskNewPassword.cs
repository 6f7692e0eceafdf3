using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Mail;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using MediatR;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>
/// Asks for a link to choose another password. The answer is the same for every address, and takes the same time: who has an account is looked up afterwards,
/// and only its owner's letter box shows it.
/// </summary>
internal static class AskNewPassword
{
    [Public("Who forgot the password cannot sign in.")]
    public sealed record Command([property: Subject(Account.Subject)] string Email) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Email).IsEmail();
    }

    public sealed class Handler(IMailer mailer, IAccountLetters letters, Tries tries) : IRequestHandler<Command, Result<Done>>
    {
        public Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (tries.AddressRefusal is { } wait)
                return Task.FromResult<Result<Done>>(wait);
            if (!mailer.CanSend)
                return Task.FromResult<Result<Done>>(Error.Conflict("access.no-mail"));
            tries.FailAddress();
            letters.Ask(request.Email);
            return Task.FromResult(Done.Ok);
        }
    }
}

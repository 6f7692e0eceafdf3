using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>Begins a session with a passkey alone: it is something one has, and the device asked who holds it.</summary>
internal static class SignInWithPasskey
{
    /// <param name="Credential">The browser's answer, in JSON.</param>
    /// <param name="OwnDevice">True on a device that nobody else uses.</param>
    [Public("Who signs in is not known yet; the signature is the proof.")]
    public sealed record Command(string Credential, bool OwnDevice) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Credential).NotEmpty().MaximumLength(20_000);
    }

    public sealed class Handler(AccessDbContext db, IPasskeyCeremony passkeys, Tries tries, ISignInSession session) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (tries.AddressRefusal is { } wait)
                return wait;
            if (await passkeys.UsedAsync(request.Credential, null, cancellationToken) is not { } account)
            {
                tries.FailAddress();
                return new Error(ErrorKind.Unauthenticated, "access.passkey-failed");
            }

            if (account.BlockedAt is not null)
                return Error.Forbidden("access.blocked");
            await db.SaveChangesAsync(cancellationToken);
            await session.BeginAsync(account, request.OwnDevice, whole: true, cancellationToken);
            return Done.Ok;
        }
    }
}

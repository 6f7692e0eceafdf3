using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>Keeps a passkey that the browser made; who had to choose a second factor is signed in after that.</summary>
internal static class AddPasskey
{
    /// <param name="Name">What its owner calls it; left out, the device.</param>
    /// <param name="Credential">The browser's answer, in JSON.</param>
    [Public("Who must choose a second factor is not signed in yet; the half cookie or the session is the proof.")]
    [RequiresFreshSignIn]
    public sealed record Command(string? Name, string Credential) : IRequest<Result<Response>>;

    /// <param name="Codes">A first sheet of recovery codes, kept nowhere; empty when there were factors before.</param>
    public sealed record Response(IReadOnlyList<string> Codes);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).MaximumLength(50);
            RuleFor(c => c.Credential).NotEmpty().WithErrorCode("access.passkey-failed").MaximumLength(20_000);
        }
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Factors factors, IPasskeyCeremony passkeys, ISignInSession session, IRequestOrigin origin, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var half = await session.HalfAsync();
            if (await factors.EnrollingAsync(user.Id, half, cancellationToken) is not { } account)
                return new Error(ErrorKind.Unauthenticated, "access.half-over");
            if (await passkeys.MadeAsync(request.Credential, account) is not { IsUserVerified: true } made)
                return Error.Conflict("access.passkey-failed");
            if (await db.Passkeys.CountAsync(p => p.AccountId == account.Id, cancellationToken) >= Passkey.Most)
                return Error.Conflict("access.passkeys-many", "", Passkey.Most);
            if (await db.Passkeys.AnyAsync(p => p.CredentialId == made.CredentialId, cancellationToken))
                return Error.Conflict("access.passkey-failed");

            var codes = await factors.WelcomeAsync(account, session.Id, cancellationToken);
            var device = string.Join(", ", new[] { origin.Device.System, origin.Device.Browser }.Where(word => word.Length > 0));
            db.Passkeys.Add(new()
            {
                AccountId = account.Id,
                Name = !string.IsNullOrWhiteSpace(request.Name) ? request.Name.Trim() : device.Length > 0 ? device : "Passkey",
                CredentialId = made.CredentialId,
                PublicKey = made.PublicKey,
                SignCount = made.SignCount,
                Transports = string.Join(',', made.Transports ?? []),
                IsUserVerified = made.IsUserVerified,
                IsBackupEligible = made.IsBackupEligible,
                IsBackedUp = made.IsBackedUp,
                CreatedAt = clock.GetCurrentInstant(),
            });
            await db.SaveChangesAsync(cancellationToken);
            if (user.Id is null)
                await session.BeginAsync(account, half!.OwnDevice, whole: true, cancellationToken);
            return new Response(codes);
        }
    }
}

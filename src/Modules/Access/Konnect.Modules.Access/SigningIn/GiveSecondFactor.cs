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

/// <summary>Begins the session of who has given the password, with a code of the app, a recovery code, or a passkey. Failures have a brake of their own.</summary>
internal static class GiveSecondFactor
{
    /// <param name="Code">What was typed.</param>
    /// <param name="Credential">A passkey's answer, in JSON, instead.</param>
    /// <param name="AccountId">Who gave the password, as the page was told: the audit trail names the account of a wrong code by it.</param>
    [Public("Who signs in has given the password only, which the half cookie proves.")]
    public sealed record Command(string? Code, string? Credential = null, [property: Subject(Account.Subject)] Guid? AccountId = null) : IRequest<Result<Response>>;

    /// <param name="FewCodesLeft">How many recovery codes are left, when one was used and that is few.</param>
    public sealed record Response(int? FewCodesLeft);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Code).NotEmpty().When(c => string.IsNullOrEmpty(c.Credential));
            RuleFor(c => c.Code).MaximumLength(40);
            RuleFor(c => c.Credential).MaximumLength(20_000);
        }
    }

    public sealed class Handler(AccessDbContext db, Factors factors, IPasskeyCeremony passkeys, Tries tries, ISignInSession session, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await session.HalfAsync() is not { Enrols: false } half
                || (request.AccountId ?? half.AccountId) != half.AccountId
                || await db.Accounts.SingleOrDefaultAsync(a => a.Id == half.AccountId && a.SecurityStamp == half.Stamp && a.BlockedAt == null, cancellationToken) is not { } account)
                return new Error(ErrorKind.Unauthenticated, "access.half-over");
            var attempt = await tries.BeginAsync(SignInBrake.OfFactor(account.Id), cancellationToken);
            if (attempt.Refusal is { } wait)
                return wait;

            var (isRight, left) = !string.IsNullOrEmpty(request.Credential) ? (await passkeys.UsedAsync(request.Credential, account, cancellationToken) is not null, null)
                : await factors.UseAsync(account.Id, request.Code!, clock.GetCurrentInstant(), cancellationToken);
            if (await attempt.SaveAsync(isRight, cancellationToken) is { } busy)
                return busy;

            if (!isRight)
                return attempt.Refusal ?? (string.IsNullOrEmpty(request.Credential) ? new Error(ErrorKind.Unauthenticated, "access.code-wrong", nameof(Command.Code)) : new Error(ErrorKind.Unauthenticated, "access.passkey-failed"));
            await session.BeginAsync(account, half.OwnDevice, whole: true, cancellationToken);
            return new Response(left <= RecoveryCode.Few ? left : null);
        }
    }
}

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

/// <summary>What the sender signs in with besides the password.</summary>
internal static class GetSecondFactors
{
    [RequiresPermission(AccessPermissions.Profile)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="IsRequired">True when one must remain.</param>
    /// <param name="HasAuthenticator">True with an app for codes.</param>
    /// <param name="Passkeys">The passkeys, oldest first.</param>
    /// <param name="Codes">How many recovery codes are left.</param>
    public sealed record Response(bool IsRequired, bool HasAuthenticator, IReadOnlyList<Row> Passkeys, int Codes)
    {
        /// <summary>True when there is something to recover.</summary>
        public bool HasAny => HasAuthenticator || Passkeys.Count > 0;

        /// <summary>True when the sheet should be renewed.</summary>
        public bool HasFewCodes => HasAny && Codes <= RecoveryCode.Few;
    }

    /// <param name="Id">The passkey.</param>
    /// <param name="Name">What its owner calls it.</param>
    /// <param name="CreatedOn">The day it was made.</param>
    /// <param name="LastUsedAt">Last sign-in, local time.</param>
    public sealed record Row(Guid Id, string Name, LocalDate CreatedOn, LocalDateTime? LastUsedAt);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Factors factors, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (user.Id is not { } id)
                return Error.NotFound("access.account-unknown");
            var state = await factors.OfAsync(id, cancellationToken);
            var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.AccountId == id).OrderBy(p => p.Id).ToListAsync(cancellationToken);
            return new Response(state.IsRequired, state.HasAuthenticator,
                [.. passkeys.Select(p => new Row(p.Id, p.Name, p.CreatedAt.InZone(clock.Zone).Date, p.LastUsedAt?.InZone(clock.Zone).LocalDateTime))], state.Codes);
        }
    }
}

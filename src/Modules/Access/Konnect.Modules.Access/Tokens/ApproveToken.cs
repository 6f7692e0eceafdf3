using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tokens;

/// <summary>Lets a token work that takes everything along, which somebody else made.</summary>
internal static class ApproveToken
{
    [RequiresPermission(AccessPermissions.ApproveTokens)]
    [RequiresFreshSignIn]
    public sealed record Command(Guid TokenId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, ZonedClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Tokens.SingleOrDefaultAsync(t => t.Id == request.TokenId, cancellationToken) is not { } token)
                return Error.NotFound("access.token-unknown");
            if (token.CreatedBy is not null && token.CreatedBy == user.Id)
                return Error.Forbidden("access.own-token");
            if (token.StateOn(clock.GetCurrentDate()) != TokenState.Waiting)
                return Error.Conflict("access.token-not-waiting");
            token.Approve(user.Id, clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tokens;

/// <summary>Takes a token back: it works no more, and stays in the list.</summary>
internal static class RevokeToken
{
    [RequiresPermission(AccessPermissions.ManageTokens)]
    public sealed record Command(Guid TokenId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Tokens.SingleOrDefaultAsync(t => t.Id == request.TokenId, cancellationToken) is not { } token)
                return Error.NotFound("access.token-unknown");
            token.Revoke(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

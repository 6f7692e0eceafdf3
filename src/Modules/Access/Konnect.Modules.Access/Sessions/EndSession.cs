using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Sessions;

/// <summary>Ends one of the sender's sessions, at its next request; its device is an own one no more.</summary>
internal static class EndSession
{
    [RequiresPermission(AccessPermissions.Profile)]
    [RequiresFreshSignIn]
    public sealed record Command(Guid SessionId) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == request.SessionId && s.AccountId == user.Id, cancellationToken) is not { } session)
                return Error.NotFound("access.session-unknown");
            db.Sessions.Remove(session);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

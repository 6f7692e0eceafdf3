using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>Ends the session. At a group tablet who is at it leaves; once nobody is, it locks.</summary>
internal static class SignOut
{
    [Public("Ends the sender's own session, if there is one.")]
    public sealed record Command : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ISignInSession session, IInspectionDevice visit, ITabletDevice device) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (session.Id is null && await visit.EndAsync(cancellationToken))
                return Done.Ok;
            if (session.Id is null && await device.FindAsync(cancellationToken) is { } tablet)
            {
                if (tablet.AccountId is null)
                    tablet.Lock();
                else
                    tablet.Leave();
                await db.SaveChangesAsync(cancellationToken);
                return Done.Ok;
            }

            await session.EndAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>Gives one of the sender's passkeys another name.</summary>
internal static class RenamePasskey
{
    [RequiresPermission(AccessPermissions.Profile)]
    public sealed record Command(Guid PasskeyId, string Name) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Name).NotEmpty().MaximumLength(50);
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Passkeys.SingleOrDefaultAsync(p => p.Id == request.PasskeyId && p.AccountId == user.Id, cancellationToken) is not { } passkey)
                return Error.NotFound("access.passkey-unknown");
            passkey.Name = request.Name.Trim();
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

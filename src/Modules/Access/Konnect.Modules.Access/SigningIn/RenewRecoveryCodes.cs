using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;

namespace Konnect.Modules.Access.SigningIn;

/// <summary>Makes a new sheet of recovery codes for the sender; the earlier one is worth nothing any more.</summary>
internal static class RenewRecoveryCodes
{
    [RequiresPermission(AccessPermissions.Profile)]
    [RequiresFreshSignIn]
    public sealed record Command : IRequest<Result<Response>>;

    /// <param name="Codes">The codes, kept nowhere.</param>
    public sealed record Response(IReadOnlyList<string> Codes);

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, Factors factors) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (user.Id is not { } id || !(await factors.OfAsync(id, cancellationToken)).HasAny)
                return Error.Conflict("access.no-factor");
            var codes = await factors.RenewCodesAsync(id, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(codes);
        }
    }
}

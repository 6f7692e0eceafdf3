using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tablets;

/// <summary>Makes another code for a tablet: the first was not used in time, or another device takes its place.</summary>
internal static class RenewTabletCode
{
    [RequiresPermission(AccessPermissions.ManageTablets)]
    [RequiresFreshSignIn]
    public sealed record Command(Guid TabletId) : IRequest<Result<Response>>;

    /// <param name="Code">The code, to be scanned or typed on the device.</param>
    public sealed record Response(string Code);

    public sealed class Validator : AbstractValidator<Command>;

    public sealed class Handler(AccessDbContext db, IClock clock) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Tablets.SingleOrDefaultAsync(t => t.Id == request.TabletId && t.RevokedAt == null, cancellationToken) is not { } tablet)
                return Error.NotFound("access.tablet-gone");
            var code = tablet.NewCode(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return new Response(code);
        }
    }
}

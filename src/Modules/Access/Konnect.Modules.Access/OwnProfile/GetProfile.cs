using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.OwnProfile;

/// <summary>The sender's own account.</summary>
internal static class GetProfile
{
    [RequiresPermission(AccessPermissions.Profile)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Name">Name.</param>
    /// <param name="Email">Address to sign in with.</param>
    /// <param name="Roles">Roles.</param>
    /// <param name="Language">Chosen language, or null.</param>
    /// <param name="Theme">Chosen look, or null for the device's.</param>
    /// <param name="PinChosenAt">When the PIN for group tablets was chosen, local; null without one.</param>
    public sealed record Response(string Name, string Email, IReadOnlyList<string> Roles, string? Language, string? Theme, LocalDateTime? PinChosenAt);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken) =>
            await db.Accounts.AsNoTracking().Include(a => a.Assignments).SingleOrDefaultAsync(a => a.Id == user.Id, cancellationToken) is { } account
                ? new Response(account.Name, account.Email!, [.. Roles.All.Where(role => account.Assignments.Any(r => r.Role == role))], account.Language, account.Theme,
                    (await db.Pins.AsNoTracking().SingleOrDefaultAsync(p => p.AccountId == account.Id, cancellationToken))?.ChosenAt.InZone(clock.Zone).LocalDateTime)
                : Error.NotFound("access.account-unknown");
    }
}

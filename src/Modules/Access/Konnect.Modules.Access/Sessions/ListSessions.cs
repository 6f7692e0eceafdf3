using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Sessions;

/// <summary>Where the sender is signed in, this session first; and the own devices on which the password is enough.</summary>
internal static class ListSessions
{
    [RequiresPermission(AccessPermissions.Profile)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Sessions">The sessions.</param>
    public sealed record Response(IReadOnlyList<Row> Sessions);

    /// <param name="Id">The session.</param>
    /// <param name="Browser">Its browser; empty when unknown.</param>
    /// <param name="System">What the browser runs on; empty when unknown.</param>
    /// <param name="Address">Network address of the last use.</param>
    /// <param name="BeganAt">Sign-in, local time.</param>
    /// <param name="LastUsedAt">Last use, local time.</param>
    /// <param name="IsOwnDevice">True on a device of somebody's own.</param>
    /// <param name="IsAlive">False for an own device on which nobody is signed in now.</param>
    /// <param name="IsThis">True for the session that asks.</param>
    public sealed record Row(
        Guid Id, string Browser, string System, string Address, LocalDateTime BeganAt, LocalDateTime LastUsedAt, bool IsOwnDevice, bool IsAlive, bool IsThis);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(AccessDbContext db, ICurrentUser user, ISignInSession session, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            var stamp = await db.Accounts.Where(a => a.Id == user.Id).Select(a => a.SecurityStamp).SingleOrDefaultAsync(cancellationToken) ?? "";
            var rows = await db.Sessions.AsNoTracking().Where(s => s.AccountId == user.Id).ToListAsync(cancellationToken);
            return new Response([.. rows.Where(s => s.IsAliveAt(now, stamp) || s.IsTrustedAt(now, stamp))
                .Select(s => new Row(s.Id, s.Browser, s.System, s.Address, Local(s.BeganAt), Local(s.LastUsedAt), s.IsOwn, s.IsAliveAt(now, stamp), s.Id == session.Id))
                .OrderByDescending(s => s.IsThis).ThenByDescending(s => s.LastUsedAt)]);
        }

        private LocalDateTime Local(Instant at) => at.InZone(clock.Zone).LocalDateTime;
    }
}

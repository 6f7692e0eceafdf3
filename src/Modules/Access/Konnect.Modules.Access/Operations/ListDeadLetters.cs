using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Operations;

/// <summary>How the messages between modules fare: how many wait, and those that were given up, the oldest first.</summary>
internal static class ListDeadLetters
{
    private const int Shown = 100;

    [RequiresPermission(AccessPermissions.ManageSystem)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Waiting">Messages that are yet to be handled.</param>
    /// <param name="WaitingSince">When the oldest of them was published, local time.</param>
    /// <param name="Retried">Those of them that failed before.</param>
    /// <param name="Dead">Messages that were given up.</param>
    /// <param name="Letters">The first hundred of those.</param>
    public sealed record Response(int Waiting, LocalDateTime? WaitingSince, int Retried, int Dead, IReadOnlyList<Letter> Letters);

    /// <param name="Id">The message.</param>
    /// <param name="Type">Alias of the event.</param>
    /// <param name="PublishedAt">When it was published, local time.</param>
    /// <param name="Attempts">How often it was tried.</param>
    /// <param name="Fault">Type of the last fault; its message is kept nowhere, since it may hold personal data.</param>
    public sealed record Letter(long Id, string Type, LocalDateTime PublishedAt, int Attempts, string? Fault);

    public sealed class Handler(MessagingDbContext db, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var waiting = db.Outbox.AsNoTracking().Where(m => !m.IsDead);
            var dead = db.Outbox.AsNoTracking().Where(m => m.IsDead);
            var oldest = await waiting.OrderBy(m => m.Id).FirstOrDefaultAsync(cancellationToken);
            var letters = await dead.OrderBy(m => m.Id).Take(Shown).ToListAsync(cancellationToken);
            return new Response(
                await waiting.CountAsync(cancellationToken),
                oldest is null ? null : Local(oldest.PublishedAt),
                await waiting.CountAsync(m => m.Attempts > 0, cancellationToken),
                await dead.CountAsync(cancellationToken),
                [.. letters.Select(m => new Letter(m.Id, m.Type, Local(m.PublishedAt), m.Attempts, m.LastFault))]);
        }

        private LocalDateTime Local(Instant at) => at.InZone(clock.Zone).LocalDateTime;
    }
}

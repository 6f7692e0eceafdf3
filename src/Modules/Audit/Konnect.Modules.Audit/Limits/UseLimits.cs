using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Audit.Limits;

/// <summary>Counts uses in the database, so that a restart or a second host forgets none.</summary>
internal sealed class UseLimits(AuditDbContext db, DatabaseSession session, UseLimitSettings settings, LimitLetters letters, ZonedClock clock) : IUseLimits
{
    // Every file that is opened asks this: one look at the rows of the hour.
    private static readonly Func<AuditDbContext, Guid, Instant, Use, string, Task<Taken?>> OfHour = EF.CompileAsyncQuery((AuditDbContext db, Guid account, Instant hour, Use use, string subject) =>
        db.Uses.Where(u => u.AccountId == account && u.Hour == hour && u.Use == use).GroupBy(u => u.Use)
            .Select(g => new Taken(g.Sum(u => u.Amount), g.Count(u => u.Subject == subject))).SingleOrDefault());

    /// <inheritdoc/>
    public async Task<Error?> CountAsync(ICurrentUser user, Use use, string subject, long amount, CancellationToken cancellationToken)
    {
        if (user.Id is not { } account)
            return null;
        // One at a time, so that many requests at once don't all find room for one more.
        await session.LockAsync($"audit/uses/{account}", cancellationToken);
        var now = clock.GetCurrentInstant();
        var hour = UseHour.StartOf(now);
        var taken = await OfHour(db, account, hour, use, subject);
        if (taken is { Same: > 0 })
            return null;
        var most = use == Use.FileOpened ? settings.Files : settings.Rows;
        var before = taken?.Amount ?? 0;
        if (before + amount > most)
        {
            var reached = await db.ReachedLimits.SingleOrDefaultAsync(l => l.AccountId == account && l.Hour == hour && l.Use == use, cancellationToken);
            if (reached is null)
                await ReachAsync(new() { AccountId = account, Hour = hour, Use = use, AccountName = user.Name, At = now }, cancellationToken);
            if (reached?.LiftedAt is null)
                return Refuse(use, amount, before, most, UseHour.EndOf(now).InZone(clock.Zone).TimeOfDay);
        }

        await db.BulkInsertAsync([new CountedUse { AccountId = account, Hour = hour, Use = use, Subject = subject, Amount = amount }], cancellationToken);
        return null;
    }

    private async Task ReachAsync(ReachedLimit limit, CancellationToken cancellationToken)
    {
        await db.BulkInsertAsync([limit], cancellationToken);
        session.AfterCommit(() => letters.Tell(limit));
    }

    private static Error Refuse(Use use, long amount, long before, long most, LocalTime until) => use == Use.FileOpened
        ? new(ErrorKind.TooMany, "audit.too-many-files", "", most, until)
        : new(ErrorKind.TooMany, "audit.too-many-rows", "", amount, most, before, until);

    /// <param name="Amount">What was used.</param>
    /// <param name="Same">Whether the same was among it.</param>
    internal sealed record Taken(long Amount, int Same);
}

using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Audit.Chain;

/// <summary>Appends to the chain, one transaction at a time.</summary>
internal sealed class ChainedTrail(AuditDbContext db, DatabaseSession session, TrailKeys keys) : ITrail
{
    private static readonly Func<AuditDbContext, Task<TrailEnd?>> LastLine =
        EF.CompileAsyncQuery((AuditDbContext db) => db.Entries.OrderByDescending(e => e.Number).Select(e => new TrailEnd(e.Number, e.Hash, e.KeyVersion)).FirstOrDefault());

    /// <inheritdoc/>
    public async Task AppendAsync(IReadOnlyList<TrailEvent> events, CancellationToken cancellationToken)
    {
        await LockAsync(session, cancellationToken);
        var end = await EndAsync(db, cancellationToken);
        var entries = new List<TrailEntry>(events.Count);
        var key = keys.For(end.KeyVersion);
        foreach (var told in events)
        {
            var entry = TrailEntry.After(end, told, key, fields => keys.Seal(key.Version, fields));
            entries.Add(entry);
            end = new(entry.Number, entry.Hash, entry.KeyVersion);
        }

        // Past the change tracker: a line is part of every write, and of an import there are thousands of records.
        await db.BulkInsertAsync(entries, cancellationToken);
        await db.BulkInsertAsync([.. entries.SelectMany(e => e.Records)], cancellationToken);
    }

    /// <summary>Holds the end of the trail until the transaction is over.</summary>
    public static Task LockAsync(DatabaseSession session, CancellationToken cancellationToken) => session.LockAsync("audit/trail", cancellationToken);

    /// <summary>Where the trail ends.</summary>
    public static async Task<TrailEnd> EndAsync(AuditDbContext db, CancellationToken cancellationToken) =>
        await LastLine(db) ?? (await db.Anchors.AsNoTracking().SingleOrDefaultAsync(cancellationToken))?.End ?? TrailEnd.Nothing;
}

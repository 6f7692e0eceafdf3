using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Audit.Chain;

/// <summary>Reads the whole trail and says whether every line fits the one before.</summary>
internal sealed partial class ChainReader(AuditDbContext db, DatabaseSession session, TrailKeys keys, TrailMarks marks, ChainReadings readings, IClock clock, ILogger<ChainReader> log)
{
    private const int Batch = 5000;

    /// <summary>Reads from the oldest line to the newest, as one moment of the database; stops at the first fault, which is logged too. What was found is remembered.</summary>
    /// <param name="progress">Told how many lines were read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<ChainState> ReadAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await session.BeginSnapshotAsync(cancellationToken);
        try
        {
            var state = await ReadLinesAsync(progress, cancellationToken);
            readings.Remember(clock.GetCurrentInstant(), state);
            if (state.Fault != ChainFault.None)
                Broken(log, state.Fault, state.At);
            return state;
        }
        finally
        {
            await session.RollbackAsync();
        }
    }

    private async Task<ChainState> ReadLinesAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var anchor = await db.Anchors.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (anchor is not null && !(keys.Chain(anchor.KeyVersion) is { } own && anchor.IsGenuine(own)))
            return new(0, ChainFault.NoBeginning, anchor.Number + 1);
        var end = anchor?.End ?? TrailEnd.Nothing;
        var (start, version) = (end.Number, 0);
        var expected = marks.Read().Where(m => m.Number > start).ToDictionary(m => m.Number, m => m.Hash);
        while (true)
        {
            var after = end.Number;
            var lines = await db.Entries.AsNoTracking().Include(e => e.Records.OrderBy(r => r.Place)).Where(e => e.Number > after).OrderBy(e => e.Number).Take(Batch).ToListAsync(cancellationToken);
            foreach (var line in lines)
            {
                if (line.Number != end.Number + 1)
                    return new(end.Number - start, end.Number == start ? ChainFault.NoBeginning : ChainFault.Missing, end.Number + 1);
                // A version that goes back is nobody's of ours: else who has an old key could go on with it.
                if (line.KeyVersion < version || keys.Chain(line.KeyVersion) is not { } key || !TrailChain.Fits(key, end.Hash, line) || (expected.Remove(line.Number, out var marked) && !marked.AsSpan().SequenceEqual(line.Hash)))
                    return new(end.Number - start, ChainFault.Altered, line.Number);
                (end, version) = (new(line.Number, line.Hash, line.KeyVersion), line.KeyVersion);
            }

            progress?.Report(end.Number - start);
            if (lines.Count < Batch)
                break;
        }

        return expected.Count > 0 ? new(end.Number - start, ChainFault.CutOff, end.Number + 1) : new(end.Number - start, ChainFault.None, 0);
    }

    [LoggerMessage(LogLevel.Critical, "The audit trail is broken at line {Number}: {Fault}.")]
    private static partial void Broken(ILogger log, ChainFault fault, long number);
}
